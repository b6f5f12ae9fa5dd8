import { ApiError } from '@pail/client'

/** The command was not written as it must be. */
export class Misused extends Error {
  override name = 'Misused'
}

/** Something went wrong that a person can do something about; one line. */
export class Failed extends Error {
  override name = 'Failed'
}

export const WRONG_USE = 2
export const FAILED = 1
export const INTERRUPTED = 130

/** One line for a person; nothing for what is a fault of ours, which is shown whole. */
export function lineOf(error: unknown, url: string | undefined): string | undefined {
  if (error instanceof ApiError) return refusal(error)
  if (error instanceof Misused || error instanceof Failed) return error.message
  return error instanceof TypeError && error.message === 'fetch failed' ? absence(url, reasonOf(error)) : undefined
}

const absence = (url: string | undefined, reason: string): string =>
  /CERT|SIGNATURE|ALTNAME/.test(reason)
    ? `${url} shows a certificate that is not trusted here (${reason}). NODE_EXTRA_CA_CERTS names a file of those that are.`
    : `${url} does not answer (${reason}). Is Pail served there? --url or PAIL_URL names another place.`

function refusal({ status, message, error: { fields, detail } }: ApiError): string {
  const wrong = Object.entries(fields ?? {}).map(([name, said]) => `${name}: ${[said].flat().join(', ')}`)
  const facts = typeof detail === 'string' ? [detail] : []
  const more = [...wrong, ...facts].filter(text => !message.includes(text)).join('; ')
  const hint = status === 401 ? ' Set PAIL_TOKEN or --token to an API token.' : ''
  return `${message}${more ? ` (${more})` : ''}${hint}`
}

/** Beneath what fetch says lies what happened. */
function reasonOf({ cause }: Error): string {
  const { code, message } = (cause ?? {}) as { code?: string; message?: string }
  return code ?? message ?? 'no reason given'
}
