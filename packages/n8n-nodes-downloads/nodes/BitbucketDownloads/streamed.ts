import type { Form } from '@pail/download-actions'

/** A form as n8n's request helper takes it: a blob, whose bytes are read while they are sent. */
export class Streamed extends Blob {
  /** Seen by n8n, which takes an object without members for no body. */
  readonly form: Form

  constructor(form: Form) {
    super([], { type: form.type })
    this.form = form
  }

  override get size(): number {
    return this.form.size ?? 0
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    const chunks = this.form.chunks[Symbol.asyncIterator]()
    return new ReadableStream({
      async pull(control) {
        const { done, value } = await chunks.next()
        if (done) control.close()
        else control.enqueue(value as Uint8Array<ArrayBuffer>)
      },
      // A file that is open is closed when the connection breaks.
      async cancel() {
        await chunks.return?.()
      },
    })
  }
}
