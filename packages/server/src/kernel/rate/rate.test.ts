import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { caller, ORIGIN, openVillage, tryGit } from '@pail/testkit'
import { forgetOldWindows, spend } from './spend.ts'
import { LENGTH_MS } from './window.ts'

const village = await openVillage({ PAIL_RATE_LIMITS: 'anonymous=5,api=30,raw=3,git=4', PAIL_PROXIES: '1' })
after(() => village.close())
const { ada, bob, stranger, forge } = village
const SITE = '/2.0/repositories/acme/site'
const EXCEEDED = 'Rate limit for this resource has been exceeded'

const from = async (address: string, path = SITE, headers: Record<string, string> = {}) =>
  (await stranger.get(path, { headers: { 'x-forwarded-for': address, ...headers } })).status
const inTurn = async (count: number, ask: () => Promise<number>): Promise<number[]> => {
  const statuses: number[] = []
  for (let number = 0; number < count; number++) statuses.push(await ask())
  return statuses
}

test('nobody in particular gets so many answers an hour, and then the sentence with what to wait for', async () => {
  assert.deepEqual(await inTurn(6, () => from('192.0.2.1')), [200, 200, 200, 200, 200, 429])
  const { status, headers, body } = await stranger.get(SITE, { headers: { 'x-forwarded-for': '192.0.2.1' } })
  assert.equal(status, 429)
  assert.deepEqual(body, { type: 'error', error: { message: EXCEEDED } })
  const wait = Number(headers.get('retry-after'))
  assert.ok(wait > 3500 && wait <= 3600 + 720, String(wait))
  assert.equal(headers.get('x-ratelimit-reset'), headers.get('retry-after'))
  assert.equal(headers.get('x-ratelimit-remaining'), '0')
  assert.equal(headers.get('x-ratelimit-limit'), '5')
})

test('addresses are counted apart, and what a caller writes itself is not believed', async () => {
  assert.equal(await from('192.0.2.2'), 200)
  assert.equal(await from('198.51.100.1, 192.0.2.1'), 429)
  assert.equal(await from('192.0.2.1, 192.0.2.2'), 200)
})

test('who guesses at credentials is counted as nobody in particular', async () => {
  const guess = () => from('192.0.2.3', SITE, { authorization: 'Bearer PAILAT_guess' })
  assert.deepEqual(await inTurn(6, guess), [401, 401, 401, 401, 401, 429])
})

test('an answer tells what is left, and when it comes near the limit', async () => {
  const { headers } = await bob.get(SITE)
  assert.equal(headers.get('x-ratelimit-limit'), '30')
  assert.equal(headers.get('x-ratelimit-resource'), 'api')
  assert.equal(headers.get('x-ratelimit-remaining'), '29')
  assert.equal(headers.get('x-ratelimit-nearlimit'), 'false')
  assert.ok(Number(headers.get('x-ratelimit-reset')) <= 3600)
  await inTurn(24, async () => (await bob.get(SITE)).status)
  assert.equal((await bob.get(SITE)).headers.get('x-ratelimit-nearlimit'), 'true')
  assert.equal((await bob.get('/2.0/repositories/acme/missing')).headers.get('x-ratelimit-remaining'), '3')
})

test('a person is counted once over all their tokens, an access token by itself', async () => {
  const other = await village.as('bob', ['*'])
  assert.deepEqual(await inTurn(4, async () => (await other.get(SITE)).status), [200, 200, 200, 429])
  assert.equal((await bob.get(SITE)).status, 429)
  const { body } = await ada.post('/pail/1/repositories/acme/site/access-tokens', { name: 'x', scopes: ['repository'] })
  assert.equal((await caller(village.fetch, body.secret).get(SITE)).headers.get('x-ratelimit-remaining'), '29')
})

test('kinds of calls are counted apart, and those without a limit not at all', async () => {
  const raw = async () => (await bob.get(`${SITE}/src/main/nothing`)).status
  assert.deepEqual(await inTurn(4, raw), [404, 404, 404, 429])
  const { status, headers } = await bob.get('/2.0/user')
  assert.deepEqual([status, headers.get('x-ratelimit-limit')], [200, null])
})

test('git is counted apart, and tells that there was too much', async () => {
  const remote = await village.remote('acme/vault')
  await tryGit('/', 'ls-remote', remote)
  await tryGit('/', 'ls-remote', remote)
  const { code, said } = await tryGit('/', 'ls-remote', remote)
  assert.notEqual(code, 0)
  assert.match(said, /429/)
  assert.equal((await ada.get(SITE)).status, 200)
})

test('several processes together let no more through than one', async () => {
  const another = () => ({ ...forge, database: Object.create(forge.database) as typeof forge.database })
  const processes = [forge, another(), another()]
  const results = await Promise.all(
    Array.from({ length: 90 }, (_, number) =>
      spend(processes[number % 3]!, 'api', 'user:many').then(
        () => true,
        () => false,
      ),
    ),
  )
  const passed = results.filter(Boolean).length
  assert.ok(passed <= 30 && passed >= 27, String(passed))
})

test('windows that count for nothing are forgotten', async () => {
  const { writer, reader } = forge.database
  const old = Date.now() - 3 * LENGTH_MS
  await writer.insertInto('rate_windows').values({ name: 'api user:old', start: old, taken: 1, before: 0 }).execute()
  await forgetOldWindows.run(forge)
  const names = (await reader.selectFrom('rate_windows').select('name').execute()).map(row => row.name)
  assert.ok(names.length > 0 && !names.includes('api user:old'))
})

test('nothing is counted, and nothing told, where nothing is set', async () => {
  const free = await openVillage()
  const { headers } = await free.stranger.get(new URL(SITE, ORIGIN).pathname)
  await free.close()
  assert.equal(headers.get('x-ratelimit-limit'), null)
})
