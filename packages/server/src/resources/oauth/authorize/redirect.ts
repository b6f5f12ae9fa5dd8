import { plainAddress } from '../../workspaces/consumers/address.ts'

/**
 * Where the answer goes: to the callback of the consumer, or where it asks for within that. Of the same origin, with
 * the same path or one that goes on at a slash, and with all of its query.
 */
export function returnAddress(callback: string, asked: string | null | undefined): URL | undefined {
  const home = plainAddress(callback)
  if (asked === null || asked === undefined || !home) return home
  const url = plainAddress(asked)
  return url && isWithin(url, home) ? url : undefined
}

function isWithin(url: URL, home: URL): boolean {
  const isHere = url.protocol === home.protocol && url.host === home.host
  const base = home.pathname.endsWith('/') ? home.pathname : `${home.pathname}/`
  const isBelow = url.pathname === home.pathname || url.pathname.startsWith(base)
  const isAsked = home.search === '' || url.search === home.search || url.search.startsWith(`${home.search}&`)
  return isHere && isBelow && isAsked
}

/** The address with an answer: in the query, or behind `#`, which stays in the browser. */
export function withAnswer(
  address: URL,
  answer: Readonly<Record<string, string | undefined>>,
  place: 'query' | 'fragment',
): string {
  const given = Object.entries(answer).filter((pair): pair is [string, string] => pair[1] !== undefined)
  const text = new URLSearchParams(given).toString()
  if (place === 'fragment') return `${address.href}#${text}`
  return `${address.href}${address.search === '' ? '?' : '&'}${text}`
}

/** What a form may lead to, for the policy of its page. */
export const formTarget = ({ protocol, host }: URL): string =>
  /^https?:$/.test(protocol) ? `${protocol}//${host}` : protocol
