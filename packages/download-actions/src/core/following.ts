import { BadRedirect, isRedirect, ledOn, MOST_REDIRECTS } from '@pail/client'
import type { Ask, Heard, Send } from './exchange.ts'

/**
 * A `send` out of one that follows no redirects: at most three are followed, to any host, never from https to http, and
 * beyond our own API without the credential (`isOurs` is false then) and any other header.
 */
export const following =
  <Sent, Taken>(exchange: Send<Sent, Taken>): Send<Sent, Taken> =>
  async (ask: Ask<Sent>): Promise<Heard<Taken>> => {
    let asked = ask
    for (let count = 0; ; count++) {
      const heard = await exchange(asked)
      const location = isRedirect(heard.status) ? heard.headers.location : undefined
      if (location === undefined || ask.method !== 'GET') return heard
      if (count === MOST_REDIRECTS) throw new BadRedirect(`led on more than ${MOST_REDIRECTS} times`)
      const { url, isOurs } = ledOn(asked.url, location)
      asked = { ...asked, url, isOurs: asked.isOurs && isOurs }
    }
  }
