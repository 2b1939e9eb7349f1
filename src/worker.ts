import {createFileLinter} from './lint-file.js'

/** What a worker does with each task that it is sent. */
export default createFileLinter(() => import('../rules/index.js'))
