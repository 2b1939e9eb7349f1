import {version} from '../options.js'

/** Who answers, in the fields of LanguageTool. */
export type Software = {
  name: string
  version: string
  buildDate: string
  apiVersion: number
  premium: boolean
  status: string
}

export function software(): Software {
  return {name: 'mtlint', version: version(), buildDate: '', apiVersion: 1, premium: false, status: ''}
}
