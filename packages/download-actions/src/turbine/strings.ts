import { randomUUID } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { Misused } from '../core/misused.ts'
import { Base64Decoder } from '../node/base64.ts'
import type { Spool } from '../node/spool.ts'

/** Longer strings are files. */
const LONGEST = 1 << 16
/** Of a document without its files. */
const MOST = 1 << 22
/** Something escaped that may go on in the next piece. */
const OPEN_ESCAPE = /\\[^\\]{0,5}$/

/** Copies a JSON document as it comes in, and puts a mark in the place of each string that is too long to be held. */
export class Strings {
  readonly #spool: Spool
  readonly #files = new Map<string, string>()
  #text = ''
  /** What is held of the string that is being read; undefined outside of strings. */
  #string: string | undefined
  #isEscaped = false
  #file: { path: string; handle: FileHandle; decoder: Base64Decoder } | undefined

  constructor(spool: Spool) {
    this.#spool = spool
  }

  async push(piece: string): Promise<void> {
    for (let at = 0; at < piece.length; )
      at = this.#string === undefined ? this.#outside(piece, at) : await this.#inside(this.#string, piece, at)
    if (this.#text.length > MOST) throw new Misused('The document on standard input is too long')
  }

  /** The document without its files, and where those are by the marks that stand for them. */
  end(): { text: string; files: ReadonlyMap<string, string> } {
    if (this.#string !== undefined) throw new Misused('The document on standard input breaks off')
    return { text: this.#text, files: this.#files }
  }

  #outside(piece: string, at: number): number {
    const quote = piece.indexOf('"', at)
    this.#text += piece.slice(at, quote < 0 ? piece.length : quote)
    if (quote >= 0) this.#string = ''
    return quote < 0 ? piece.length : quote + 1
  }

  async #inside(held: string, piece: string, at: number): Promise<number> {
    const end = this.#endOfString(piece, at)
    const text = held + piece.slice(at, end)
    if (end < piece.length) {
      this.#text += `"${this.#file || text.length > LONGEST ? await this.#close(text) : text}"`
      this.#string = undefined
      return end + 1
    }
    this.#string = text.length > LONGEST ? await this.#spill(text) : text
    return end
  }

  /** Where the quote is that ends the string, or where the piece ends. */
  #endOfString(piece: string, from: number): number {
    const special = /["\\]/g
    special.lastIndex = this.#isEscaped ? from + 1 : from
    this.#isEscaped = false
    for (let found = special.exec(piece); found; found = special.exec(piece)) {
      if (found[0] === '"') return found.index
      special.lastIndex = found.index + 2
      if (special.lastIndex > piece.length) this.#isEscaped = true
    }
    return piece.length
  }

  /** Writes what can be decoded already, and answers the rest. */
  async #spill(text: string): Promise<string> {
    this.#file ??= { ...(await this.#spool.begin()), decoder: new Base64Decoder('form_body.file') }
    const whole = OPEN_ESCAPE.exec(text)?.index ?? text.length
    await this.#file.handle.write(this.#file.decoder.push(unescaped(text.slice(0, whole))))
    return text.slice(whole)
  }

  async #close(text: string): Promise<string> {
    const rest = await this.#spill(text)
    const { path, handle, decoder } = this.#file!
    await handle.write(decoder.push(unescaped(rest)))
    await handle.write(decoder.end())
    await handle.close()
    this.#file = undefined
    const mark = `file:${randomUUID()}`
    this.#files.set(mark, path)
    return mark
  }
}

function unescaped(text: string): string {
  if (!text.includes('\\')) return text
  try {
    return String(JSON.parse(`"${text}"`))
  } catch {
    throw new Misused('Standard input holds no JSON')
  }
}
