import type { CustomFetch } from 'openid-client'
import type { Forge } from '../../../kernel/forge.ts'
import { outboundOf } from '../../../kernel/outbound.ts'

/** More than any provider says of itself, of its keys or of a person. */
const MAX_BYTES = 2 ** 18
const SECONDS = 10
/** Such answers have no body, and may not be given one. */
const BODILESS = new Set([204, 205, 304])

/** Asks a provider by the one way out, which leads nowhere inside that is not allowed, and follows no redirect. */
export const fetchFor =
  (forge: Forge): CustomFetch =>
  async (url, { method, headers, body }) => {
    const content = body === null || body === undefined ? {} : { body: String(body) }
    const bounds = { seconds: SECONDS, maxBytes: MAX_BYTES, redirects: 0 }
    const reply = await outboundOf(forge).send({ url, method, headers, ...content, ...bounds })
    const { status } = reply
    const all = new Headers()
    for (const [name, value] of Object.entries(reply.headers)) if (value) all.set(name, [value].flat().join(', '))
    return new Response(BODILESS.has(status) ? null : new Uint8Array(reply.body), { status, headers: all })
  }
