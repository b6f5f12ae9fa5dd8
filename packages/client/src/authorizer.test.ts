import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Core } from './core.ts'
import type { Credential, Tokens } from './credential.ts'
import { playing } from './testing.ts'

const connected = (auth: Credential, ...answers: Response[]) => {
  const { asked, fetch } = playing(...answers)
  return { asked, core: new Core({ url: 'http://pail.test', auth, fetch }) }
}
const tokens = (access_token: string, more: object = {}) => Response.json({ access_token, expires_in: 3600, ...more })
const consumer = { clientId: 'key', clientSecret: 'secret' }
const headers = (asked: readonly Request[]) => asked.map(request => request.headers.get('authorization'))

test('a consumer that is refused is told so, and no request is sent', async () => {
  const error = { message: 'Invalid OAuth client credentials' }
  const { core, asked } = connected(consumer, Response.json({ error }, { status: 400 }))
  await assert.rejects(core.send('GET', '/2.0/user'), error)
  assert.equal(asked.length, 1)
})

test('a 401 with any other credential is final', async () => {
  const { core, asked } = connected('token', new Response('', { status: 401 }))
  await assert.rejects(core.send('GET', '/2.0/user'), { status: 401 })
  assert.equal(asked.length, 1)
})

test('a consumer gets its token once, for all who ask at once', async () => {
  const { core, asked } = connected(consumer, tokens('one'), Response.json({}), Response.json({}))
  await Promise.all([core.send('GET', '/2.0/a'), core.send('GET', '/2.0/b')])
  assert.deepEqual(headers(asked), [`Basic ${btoa('key:secret')}`, 'Bearer one', 'Bearer one'])
  assert.equal(asked[0]?.url, 'http://pail.test/site/oauth2/access_token')
  assert.equal(await asked[0]?.text(), 'grant_type=client_credentials')
})

test('a token that has ended before its time is renewed once, with the newest refresh token', async () => {
  const kept: Tokens[] = []
  const auth = { ...consumer, refreshToken: 'first', onTokens: (given: Tokens) => void kept.push(given) }
  const refused = () => new Response('', { status: 401 })
  const answers = [tokens('one', { refresh_token: 'second' }), refused(), tokens('two'), refused()]
  const { core, asked } = connected(auth, ...answers)
  await assert.rejects(core.send('GET', '/2.0/a'), { status: 401 })
  assert.deepEqual(headers(asked).slice(1), ['Bearer one', `Basic ${btoa('key:secret')}`, 'Bearer two'])
  assert.equal(await asked[2]?.text(), 'grant_type=refresh_token&refresh_token=second')
  assert.deepEqual(
    kept.map(({ refreshToken }) => refreshToken),
    ['second', 'second'],
  )
})

test('a token that is about to end is renewed before it is used', async () => {
  const short = tokens('one', { expires_in: 30 })
  const { core, asked } = connected(consumer, short, Response.json({}), tokens('two'), Response.json({}))
  await core.send('GET', '/2.0/a')
  await core.send('GET', '/2.0/b')
  assert.equal(headers(asked).at(-1), 'Bearer two')
})

test('a function gives the header anew each time', async () => {
  let count = 0
  const { core, asked } = connected(async () => `Custom ${++count}`, Response.json({}), Response.json({}))
  await core.send('GET', '/2.0/a')
  await core.send('GET', '/2.0/b')
  assert.deepEqual(headers(asked), ['Custom 1', 'Custom 2'])
})
