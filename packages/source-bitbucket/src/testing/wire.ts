import { createHash } from 'node:crypto'

/** A document as the API sends it. */
// biome-ignore lint/suspicious/noExplicitAny: recorded documents have any shape, and tests change whatever they like
export type Wire = Record<string, any>

export const WEB = 'https://bitbucket.org'

/** Braced, the same in every run: what is numbered alike is the same thing. */
export const uuidOf = (kind: string, number: number | string): string => {
  const hex = createHash('sha1').update(`${kind} ${number}`).digest('hex')
  return `{${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}}`
}

export const hashOf = (text: string): string => createHash('sha1').update(text).digest('hex')

/** As the Python services write it: six digits, none when they would be zeros. */
export const coreTime = (ms: number): string =>
  `${new Date(ms).toISOString().slice(0, 19)}${ms % 1000 === 0 ? '' : `.${String(ms % 1000).padStart(3, '0')}591`}+00:00`

/** As the Java services write it: any number of digits, and `Z`. */
export const serviceTime = (ms: number): string =>
  `${new Date(ms).toISOString().slice(0, 19)}.${String(ms % 1000).padStart(3, '0')}${['', '4', '97', '1234', '05070'][ms % 5]}Z`

/** What it is for the tests: noon of the first of June 2024, and so many minutes later. */
export const minute = (number: number): number => Date.UTC(2024, 5, 1, 12) + number * 60_000 + (number % 7) * 31
