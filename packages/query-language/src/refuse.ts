import { Invalid } from '@pail/failures'

const MAX_QUOTED = 40

/** Says what is wrong with a query, and where, counting characters from 1. */
export function invalidQuery(what: string, at: number, text = ''): Invalid {
  const quoted = text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text
  const place = quoted ? `at character ${at}: ${quoted}` : `at character ${at}`
  return new Invalid('Invalid query', { detail: `${what} ${place}`, data: { position: at, text: quoted } })
}
