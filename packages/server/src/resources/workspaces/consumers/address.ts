import { invalid } from '@pail/failures'

const MAX_ADDRESS = 2000

/** Schemes that a browser would not hand to a program, or would run. */
const NEVER = new Set([
  'about:',
  'blob:',
  'data:',
  'file:',
  'filesystem:',
  'ftp:',
  'javascript:',
  'mailto:',
  'vbscript:',
  'view-source:',
  'ws:',
  'wss:',
])

/** An address of the web, or none where nothing but blanks is given. */
export function asAddress(text: string | null, field: string): string | null {
  const trimmed = text?.trim() ?? ''
  if (trimmed === '') return null
  const url = plainAddress(trimmed)
  if (!url || !/^https?:$/.test(url.protocol)) throw invalid(field, 'not an address such as https://example.com/')
  return url.href
}

/** Where browsers may be sent: on the web, or into a program by a scheme of its own. */
export function asCallback(text: string | null): string | null {
  const trimmed = text?.trim() ?? ''
  if (trimmed === '') return null
  const url = plainAddress(trimmed)
  if (!url) throw invalid('callback_url', 'not an address such as https://example.com/callback')
  if (NEVER.has(url.protocol)) throw invalid('callback_url', `browsers are not sent to ${url.protocol}`)
  return url.href
}

/**
 * An address in which all readers see the same: nothing but visible ASCII, no user or password, no backslash, no
 * fragment, no dots or slashes in disguise, and written as it is normalised.
 */
export function plainAddress(text: string): URL | undefined {
  if (text.length > MAX_ADDRESS || !/^[\x21-\x7e]+$/.test(text) || /[\\#@]|%(2f|5c|2e|00|25)/i.test(beforeQuery(text)))
    return undefined
  if (text.includes('#') || !/^[a-z][a-z0-9+.-]*:\/\/[^/?]/i.test(text)) return undefined
  const url = URL.parse(text)
  if (url?.username !== '' || url.password !== '') return undefined
  const [written, normal] = [pathOf(text), url.pathname]
  return written === normal || (written === '' && normal === '/') ? url : undefined
}

const beforeQuery = (text: string): string => text.split('?', 1)[0]!

/** As it is written, from the first slash behind the host. */
const pathOf = (text: string): string => beforeQuery(text).replace(/^[^:]+:\/\/[^/]*/, '')
