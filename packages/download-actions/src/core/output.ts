import type { Heard } from './exchange.ts'
import type { Output } from './outputs.ts'

/** What carriers print and keep: cookies are credentials. */
const HIDDEN = new Set(['set-cookie', 'set-cookie2', 'www-authenticate', 'proxy-authenticate'])

/** What every output begins with. */
export const told = ({ status, reason, headers }: Heard<unknown>): Output => ({
  status_code: status,
  response_headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !HIDDEN.has(name.toLowerCase()))),
  reason: reason || (REASONS[status] ?? ''),
})

/** HTTP/2 has no words for what it answers. */
const REASONS: Record<number, string> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  206: 'Partial Content',
  301: 'Moved Permanently',
  302: 'Found',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  410: 'Gone',
  413: 'Payload Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
}
