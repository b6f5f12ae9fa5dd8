import { ACCOUNT_PAGES } from '../../../kernel/web/account.ts'

/** Where people land who came for nothing in particular. */
export const HOME = ACCOUNT_PAGES[0].path

/** Where somebody wanted to go before signing in: an address of this site, and of no other in disguise. */
export function asNext(text: string | null | undefined): string {
  if (!text || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(text) || text.length > 8000) return HOME
  const url = URL.parse(text, 'http://here.invalid')
  return url?.origin === 'http://here.invalid' ? url.pathname + url.search : HOME
}

/** The way to where people show anew who they are, although they have signed in, and back. */
export const confirmFirst = (next: string): string => `/account/signin/?again=yes&next=${encodeURIComponent(next)}`

/** The way to where people sign in, and back. */
export const signInFirst = (next: string): string => `/account/signin/?next=${encodeURIComponent(next)}`
