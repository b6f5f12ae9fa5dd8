import { Invalid } from '@pail/failures'
import { UnsupportedMedia } from './failure.ts'
import { readLimited } from './read-limited.ts'

const FORM = /^application\/x-www-form-urlencoded\b/i

/** The fields of a form as a browser sends it, none of them twice. */
export async function formOf(request: Request): Promise<Map<string, string>> {
  if (!FORM.test(request.headers.get('content-type') ?? ''))
    throw new UnsupportedMedia('Only application/x-www-form-urlencoded is read here.')
  const body = Buffer.concat(await Array.fromAsync(readLimited(request))).toString()
  const fields = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(body)) {
    if (fields.has(name)) throw new Invalid('A field stands in the form twice.')
    if (value.includes('\0')) throw new Invalid('A field holds a character that is not text.')
    fields.set(name, value)
  }
  return fields
}
