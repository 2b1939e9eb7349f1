import {type Answer, answerTo, json} from './answer.js'
import {type CheckSettings, check} from './check.js'
import {configInfo} from './configinfo.js'
import {type RawRequest, readParameters} from './parameters.js'

/** What takes time, as plain data for another thread. */
export type Task = {path: 'check' | 'configinfo'; request: RawRequest; settings: CheckSettings}

/** Answers a request that takes time. It does not throw: an error is an answer. */
export default async function work({path, request, settings}: Task): Promise<Answer> {
  try {
    const parameters = readParameters(request)
    return json(await (path === 'check' ? check(parameters, settings) : configInfo(parameters, settings)))
  } catch (error) {
    return answerTo(error)
  }
}

/** Loads what a check needs. */
export async function warmUp(): Promise<void> {
  await check({text: 'A text.', language: 'en'}, {config: false, maxTextLength: 100})
}
