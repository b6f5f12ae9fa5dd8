import { invalid } from '@pail/failures'

/** What an app has its linker recognise. */
export interface LinkerValue {
  id: number
  linkerKey: string
  value: string
}

/** What stands for a value in the pattern of a linker takes these and no others. */
const VALUE = /^[\w-]{1,255}$/
/** Of one linker. */
export const MOST_VALUES = 1000

export function asValue(text: string): string {
  if (!VALUE.test(text)) throw invalid('value', 'at most 255 letters, digits, dashes and underscores')
  return text
}

/** Several, each once. */
export function asValues(texts: readonly string[]): string[] {
  if (texts.length > MOST_VALUES) throw invalid('values', `at most ${MOST_VALUES}`)
  return [...new Set(texts.map(asValue))]
}
