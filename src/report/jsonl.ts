import {stringify, toJson} from './json.js'
import type {Reporter} from './report.js'

/** One line for each file, which stands for itself: what is an item of the array in the format `json`. */
export function createJsonlReporter(): Reporter {
  return {
    file: (report) => `${stringify(toJson(report))}\n`,
    end: () => '',
  }
}
