import {access, writeFile} from 'node:fs/promises'
import {join} from 'node:path'

const firstConfig = '.mtlintrc.json'

/**
 * Writes a config to begin with.
 *
 * @returns The name of its file.
 * @throws {Error} When there is one already, or it cannot be written.
 */
export async function init(cwd: string): Promise<string> {
  const schema = './node_modules/mtlint/schema.json'
  const installed = await access(join(cwd, schema)).then(
    () => true,
    () => false,
  )
  const config = {...(installed ? {$schema: schema} : {}), extends: 'recommended', rules: {}, allow: []}
  try {
    await writeFile(join(cwd, firstConfig), `${JSON.stringify(config, null, 2)}\n`, {flag: 'wx'})
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException
    throw new Error(`${firstConfig}: ${code === 'EEXIST' ? 'is there already' : message}`)
  }
  return firstConfig
}
