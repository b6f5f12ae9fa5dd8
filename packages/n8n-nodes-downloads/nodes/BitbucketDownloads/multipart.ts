/** A file on its way. Nothing is opened before it is its turn. */
export interface Part {
  name: string
  type: string
  size: number
  open(): Promise<AsyncIterable<Uint8Array>>
}

/** Files as multipart/form-data, each named `files`, read while they are sent. Its size is known before. */
export class Multipart extends Blob {
  readonly parts: readonly Part[]
  readonly #boundary: string

  // In lower case, as types of blobs are.
  constructor(parts: readonly Part[], boundary: string = crypto.randomUUID()) {
    super([], { type: `multipart/form-data; boundary=${boundary}` })
    this.parts = parts
    this.#boundary = boundary
  }

  override get size(): number {
    const around = this.parts.reduce((sum, part) => sum + part.size + this.#head(part).length + LINE.length, 0)
    return around + this.#end().length
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    const chunks = this.#chunks()
    return new ReadableStream({
      async pull(control) {
        const { done, value } = await chunks.next()
        if (done) control.close()
        else control.enqueue(value as Uint8Array<ArrayBuffer>)
      },
      // A file that is open is closed when the connection breaks.
      cancel: async () => void (await chunks.return(undefined)),
    })
  }

  async *#chunks(): AsyncGenerator<Uint8Array> {
    for (const part of this.parts) {
      yield this.#head(part)
      yield* await part.open()
      yield LINE
    }
    yield this.#end()
  }

  #head({ name, type }: Part): Uint8Array {
    const disposition = `content-disposition: form-data; name="files"; filename="${escaped(name)}"`
    return encoded(`--${this.#boundary}\r\n${disposition}\r\ncontent-type: ${type}\r\n\r\n`)
  }

  #end(): Uint8Array {
    return encoded(`--${this.#boundary}--\r\n`)
  }
}

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text)
const LINE = encoded('\r\n')

/** As browsers write names of files. */
const escaped = (name: string): string => name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
