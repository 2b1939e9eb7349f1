/** The language identifiers of VS Code whose documents are linted. LaTeX and commit messages are read as text. */
export const languages = ['plaintext', 'markdown', 'mdx', 'html', 'latex', 'git-commit'] as const

/** Where a document may be: on disk, not saved yet, or in a virtual folder. Others are diffs, output and the like. */
const schemes = ['file', 'untitled', 'vscode-vfs'] as const

export type DocumentFilter = {language: string; scheme: string}

/** Says to the server and to VS Code which documents are linted. */
export const documentSelector: readonly DocumentFilter[] = languages.flatMap((language) =>
  schemes.map((scheme) => ({language, scheme})),
)

/** Whether a document is linted. */
export function isLinted(languageId: string, scheme: string): boolean {
  return documentSelector.some((filter) => filter.language === languageId && filter.scheme === scheme)
}
