import {spawnSync} from 'node:child_process'
import {existsSync, readdirSync, statSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Builds `dist/` where it is missing or older than its sources: workers and killed runs need the built command. */
export default function setup(): void {
  // The last thing that a build writes.
  const built = path.join(root, 'dist/rules/odd-word/words.bin')
  const sources = ['src', 'rules', 'scripts'].flatMap((folder) =>
    readdirSync(path.join(root, folder), {recursive: true, encoding: 'utf8'})
      // The table that tests build beside its sources is none of them.
      .filter((name) => /\.(?:ts|mjs|txt)$/.test(name))
      .map((name) => statSync(path.join(root, folder, name)).mtimeMs),
  )
  if (existsSync(built) && statSync(built).mtimeMs >= Math.max(...sources)) return
  const {status, stdout, stderr} = spawnSync('npm run build', {cwd: root, shell: true, encoding: 'utf8'})
  if (status !== 0) throw new Error(`npm run build failed:\n${stdout}${stderr}`)
}
