import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { PublicPage } from '../../../kernel/page.ts'

const SCRIPT = readFileSync(new URL('browser/ask-key.mjs', import.meta.url), 'utf8')
const AT = '/account/ask-key.js'

/** Where the pages find it; another version has another address. */
export const ASK_KEY = `${AT}?${hash('sha256', SCRIPT).slice(0, 16)}`

const headers = {
  'content-type': 'text/javascript; charset=utf-8',
  'cache-control': 'public, max-age=31536000, immutable',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
}

/** The one script that runs on our pages: it speaks to security keys. */
export const scriptPage: PublicPage = { path: AT, answer: () => new Response(SCRIPT, { headers }) }
