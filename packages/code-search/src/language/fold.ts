// Lower-case letters that are the same as another lower-case letter when case is not looked at.
const ODD =
  /[\u0345\u00b5\u017f\u03c2\u03d0\u03d1\u03d5\u03d6\u03f0\u03f1\u03f5\u1e9b\u1fbe\u1fd3\u1fe3\u1c80-\u1c88\ufb05]/g
// Those of them whose capital is several letters.
const LIGATURES: Record<string, string> = { '\u1fd3': '\u0390', '\u1fe3': '\u03b0', '\ufb05': '\ufb06' }
// The only letter that becomes longer in lower case.
const GROWING = '\u0130'

/**
 * The text with every letter in the case it is compared in (the simple folding of Unicode). It keeps its length, so a
 * place in one is the same place in the other: ß and İ stay as they are.
 */
export function fold(text: string): string {
  const small = text.includes(GROWING) ? text.split(GROWING).map(lower).join(GROWING) : lower(text)
  return small.replace(ODD, odd => LIGATURES[odd] ?? odd.toUpperCase().toLowerCase())
}

const lower = (text: string) => text.toLowerCase()
