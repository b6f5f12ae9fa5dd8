import { Misused } from '../core/misused.ts'

const ALLOWED = /^[A-Za-z0-9+/_-]*={0,2}$/

/** Bytes out of base64 that comes in pieces; its lines may be broken. */
export class Base64Decoder {
  #rest = ''
  #isOver = false
  readonly #name: string

  constructor(name: string) {
    this.#name = name
  }

  push(text: string): Buffer {
    const all = this.#rest + text.replaceAll(/[\r\n\t ]+/g, '')
    const whole = all.length - (all.length % 4)
    this.#rest = all.slice(whole)
    return this.#decode(all.slice(0, whole))
  }

  end(): Buffer {
    if (this.#rest.replace(/=+$/, '').length === 1) throw this.#wrong()
    return this.#decode(this.#rest)
  }

  #decode(text: string): Buffer {
    if (!ALLOWED.test(text) || (this.#isOver && text !== '')) throw this.#wrong()
    this.#isOver ||= text.endsWith('=')
    return Buffer.from(text, 'base64')
  }

  #wrong = () => new Misused(`${this.#name} is no base64`)
}

export function decoded(text: string, name: string): Buffer {
  const decoder = new Base64Decoder(name)
  return Buffer.concat([decoder.push(text), decoder.end()])
}

/** Base64 of bytes that come in pieces, in pieces. */
export async function* encoded(content: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest = Buffer.alloc(0)
  for await (const piece of content) {
    const all = Buffer.concat([rest, piece])
    const whole = all.length - (all.length % 3)
    yield all.subarray(0, whole).toString('base64')
    rest = all.subarray(whole)
  }
  yield rest.toString('base64')
}
