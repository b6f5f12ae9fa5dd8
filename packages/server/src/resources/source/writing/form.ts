import { malformed, tooLong } from '../../../kernel/multipart.ts'
import { readPatiently } from '../../../kernel/read-patiently.ts'

/** A form has to be whole before it can be read; larger files come as multipart. */
const MAX_FORM_BYTES = 8 * 2 ** 20

/** The fields of a form, their values as bytes. */
export async function* formEntries(request: Request): AsyncGenerator<{ name: string; content: Buffer }> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of readPatiently(request)) {
    size += chunk.length
    if (size > MAX_FORM_BYTES)
      throw tooLong(`At most ${MAX_FORM_BYTES} bytes are read as a form; send multipart/form-data.`)
    chunks.push(chunk)
  }
  for (const pair of Buffer.concat(chunks).toString('latin1').split('&')) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)]
    yield { name: textOf(bytesOf(name)), content: bytesOf(value) }
  }
}

/** Percent signs stand for bytes, which need not be text. */
const bytesOf = (written: string): Buffer =>
  Buffer.from(
    written
      .replaceAll('+', ' ')
      .replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )

/** Text that somebody wrote; a file need not be any. */
export function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw malformed('A field is not UTF-8.')
  }
}
