import type { Wire } from './wire.ts'

/** What is answered: a document, or text where the real service sends text. */
export interface Answer {
  status: number
  body: Wire | string
  headers?: Record<string, string>
}

/** Thrown by whoever answers a question that is refused. */
export class Refused extends Error {
  readonly answer: Answer

  constructor(status: number, message: string, more: Wire = {}) {
    super(message)
    this.answer = { status, body: { type: 'error', error: { message, ...more } } }
  }
}

/** A refusal as a line of text. */
export function refusedPlainly(status: number, text: string, headers: Record<string, string> = {}): Refused {
  const refusal = new Refused(status, text)
  Object.assign(refusal.answer, { body: text, headers })
  return refusal
}

export const unknownRoute = (): Refused =>
  new Refused(404, 'Resource not found', { detail: 'There is no API hosted at this URL' })
