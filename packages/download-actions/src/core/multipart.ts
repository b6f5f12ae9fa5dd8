import type { GivenFile } from './exchange.ts'

/** Content whose length may be known. */
export interface Sized {
  size?: number | undefined
  chunks: AsyncIterable<Uint8Array>
}

/** A form for transports that have none of their own. */
export interface Form {
  /** The `Content-Type`. */
  type: string
  /** In bytes, where the length of every file is known. */
  size: number | undefined
  chunks: AsyncIterable<Uint8Array>
}

const bytes = (text: string) => new TextEncoder().encode(text)

/**
 * The files as one multipart/form-data body, each part named `files`. Nothing is read before it is sent; it can be sent as
 * often as the files can be read.
 */
export function formOf(files: readonly GivenFile<Sized>[]): Form {
  const boundary = `pail-${crypto.randomUUID()}`
  const heads = files.map(({ file_name }) => bytes(headOf(boundary, file_name)))
  const end = bytes(`--${boundary}--\r\n`)
  const sizes = files.map(({ file }, at) => (file.size === undefined ? Number.NaN : heads[at]!.length + file.size + 2))
  const size = sizes.reduce((sum, one) => sum + one, end.length)
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    size: Number.isNaN(size) ? undefined : size,
    chunks: { [Symbol.asyncIterator]: () => written(files, heads, end) },
  }
}

const headOf = (boundary: string, name: string): string =>
  `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${quoted(name)}"\r\nContent-Type: application/octet-stream\r\n\r\n`

/** As browsers write names. */
const quoted = (name: string): string => name.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22')

async function* written(
  files: readonly GivenFile<Sized>[],
  heads: readonly Uint8Array[],
  end: Uint8Array,
): AsyncGenerator<Uint8Array> {
  for (const [at, { file }] of files.entries()) {
    yield heads[at]!
    yield* file.chunks
    yield bytes('\r\n')
  }
  yield end
}
