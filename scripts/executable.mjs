// Makes the built command executable, which npm does only on installing.
import {chmodSync} from 'node:fs'

chmodSync(new URL('../dist/src/cli.js', import.meta.url), 0o755)
