import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { after, test } from 'node:test'
import { ADMIN_TOKEN, startPail } from '@pail/testkit'
import { commandFor, MAIN } from './testing.ts'

const server = await startPail()
after(() => server.stop())
const pail = commandFor(server.origin)

const askFor = (key: string, secret: string) =>
  fetch(`${server.origin}/site/oauth2/access_token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: key, client_secret: secret }),
  })

test('a consumer is not made without scopes, or with a callback that is no address', async () => {
  assert.equal((await pail('consumer', 'create', 'admin', 'x')).code, 2)
  const { code, err } = await pail('consumer', 'create', 'admin', 'x', '--scope', 'account', '--callback', 'here')
  assert.equal(code, 1)
  assert.match(err, /callback_url: not an address/)
})

test('a consumer is made, shown, changed, given another secret and removed', async () => {
  const args = [
    'Board',
    '--scope',
    'account',
    'repository',
    '--callback',
    'https://app.example.com/cb',
    '--about',
    'Ours',
  ]
  const { key, secret } = JSON.parse((await pail('--json', 'consumer', 'create', 'admin', ...args)).out)
  assert.equal((await askFor(key, secret)).status, 200)
  const shown = (await pail('consumer', 'show', 'admin', key)).out
  assert.match(shown, /callback +https:\/\/app\.example\.com\/cb/)
  assert.ok(!shown.includes(secret))
  const changed = await pail('--json', 'consumer', 'update', 'admin', key, '--scope', 'account', '--public')
  assert.deepEqual([JSON.parse(changed.out).scopes, JSON.parse(changed.out).is_private], [['account'], false])
  assert.equal((await askFor(key, secret)).status, 400)
  const renewed = (await pail('consumer', 'renew', 'admin', key)).out
  assert.match(renewed, /secret +PAILOC_\S+ +\(shown only now\)/)
  assert.match((await pail('consumers', 'list', 'admin')).out, /Board/)
  assert.equal((await pail('consumer', 'delete', 'admin', key)).code, 0)
  assert.equal((await pail('consumer', 'show', 'admin', key)).code, 1)
})

test('nobody has let an application in that is revoked', async () => {
  assert.equal((await pail('application', 'revoke', 'none')).code, 1)
  assert.equal(JSON.parse((await pail('--json', 'application', 'list')).out).length, 0)
})

const setPassword = (input: string, ...args: string[]) =>
  new Promise<{ code: number | null; said: string }>(resolve => {
    const env = { PATH: process.env.PATH, PAIL_URL: server.origin, PAIL_TOKEN: ADMIN_TOKEN }
    const child = spawn(process.execPath, [MAIN, 'user', 'password', ...args], { env })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', part => (said += part))
    child.once('close', code => resolve({ code, said }))
    child.stdin.end(input)
  })

test('a password is read from a pipe and shown nowhere', async () => {
  assert.equal((await setPassword('')).code, 2)
  const short = await setPassword('short\n')
  assert.equal(short.code, 1)
  assert.match(short.said, /at least 10 characters/)
  const { code, said } = await setPassword('correct horse battery\n', 'admin')
  assert.equal(code, 0)
  assert.match(said, /^The password is set/m)
  assert.ok(!said.includes('battery'))
})
