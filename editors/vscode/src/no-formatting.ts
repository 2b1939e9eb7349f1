import type {StaticFeature} from 'vscode-languageclient/node'

/**
 * Keeps the client from offering the server as a formatter. VS Code has to ask which one to use where there are several,
 * and would no longer format on save until it has been told.
 */
export const noFormatting: StaticFeature = {
  fillClientCapabilities() {},
  preInitialize(capabilities) {
    delete capabilities.documentFormattingProvider
  },
  initialize() {},
  getState: () => ({kind: 'static'}),
  clear() {},
}
