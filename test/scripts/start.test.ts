import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { ADMIN_EMAIL, ADMIN_TOKEN, certificate, startPail } from '@pail/testkit'

const folder = () => mkdtempSync(join(tmpdir(), 'pail-start-'))
const refused = (settings: Record<string, string>, data?: string) =>
  startPail(settings, data).then(
    async pail => {
      await pail.stop()
      return 'it started'
    },
    (error: Error) => error.message,
  )

test('a setting that cannot be used is named, and its value is not shown when it is a secret', async () => {
  assert.match(await refused({ PAIL_PORT: 'many' }), /PAIL_PORT must be a port number, not "many"/)
  const said = await refused({ PAIL_ADMIN_TOKEN: 'short' })
  assert.match(said, /PAIL_ADMIN_TOKEN must be/)
  assert.doesNotMatch(said, /"short"/)
})

test('a setting that does not exist is named', async () => {
  assert.match(await refused({ PAIL_PROT: '1' }), /PAIL_PROT is not a setting/)
})

test('a taken port is named in one line', async () => {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const said = await refused({ PAIL_PORT: String(port) })
  server.close()
  assert.match(said, new RegExp(`pail: Port ${port} on 127.0.0.1 is taken; set PAIL_PORT`))
})

test('a data directory that cannot be written is named', async () => {
  const file = join(folder(), 'file')
  writeFileSync(file, '')
  assert.match(await refused({}, join(file, 'data')), /pail: The data directory .* cannot be written/)
})

test('a data directory in use by another Pail is refused, and free again once that one was killed', async () => {
  const pail = await startPail()
  assert.match(await refused({}, pail.data), /pail: The data directory .* is in use by another Pail/)
  await pail.stop('SIGKILL')
  const next = await startPail({}, pail.data)
  assert.equal(await next.stop(), 0)
})

test('a git that is missing or too old is named with the version that is needed', async () => {
  const tools = folder()
  assert.match(await refused({ PATH: tools }), /pail: .*git.*2\.39/i)
  writeFileSync(join(tools, 'git'), '#!/bin/sh\necho git version 2.20.1\n', { mode: 0o755 })
  assert.match(await refused({ PATH: `${tools}:/bin:/usr/bin` }), /pail: .*2\.20.*2\.39/i)
})

test('a database written by a newer version is left alone', async () => {
  const pail = await startPail()
  await pail.stop()
  const database = new DatabaseSync(join(pail.data, 'pail.db'))
  database.exec("INSERT INTO pail_migrations VALUES ('9999-later', '2030-01-01T00:00:00.000Z')")
  database.close()
  assert.match(await refused({}, pail.data), /pail: .*9999-later.*newer Pail/)
})

test('the first start fills a demo and says how to use it, the second finds everything again', async () => {
  const pail = await startPail({ PAIL_ADMIN_TOKEN: '', PAIL_DEMO: 'on' })
  const token = await printedToken(pail.output)
  const get = (origin: string, path: string) => fetch(origin + path, { headers: { authorization: `Bearer ${token}` } })
  assert.equal((await get(pail.origin, '/2.0/user')).status, 200)
  const demo = await (await fetch(`${pail.origin}/2.0/repositories/demo/hello`)).json()
  assert.equal(demo.mainbranch.type, 'branch')
  const clone = join(folder(), 'hello')
  execFileSync('git', ['clone', '-q', `${pail.origin}/demo/hello.git`, clone], { stdio: 'pipe' })
  assert.notEqual(execFileSync('git', ['rev-list', '--count', 'HEAD'], { cwd: clone, encoding: 'utf8' }).trim(), '0')
  assert.equal(await pail.stop(), 0)

  const again = await startPail({ PAIL_ADMIN_TOKEN: '' }, pail.data)
  assert.doesNotMatch(again.output(), /API token/)
  assert.equal((await get(again.origin, '/2.0/repositories/demo/hello')).status, 200)
  assert.equal(await again.stop(), 0)
})

async function printedToken(output: () => string): Promise<string> {
  for (let waited = 0; waited < 300 && !/git push/.test(output()); waited++)
    await new Promise(resolve => setTimeout(resolve, 100))
  const [, token] = /API token\s+(\S+)/.exec(output()) ?? []
  assert.ok(token, output())
  return token
}

test('the administrator fixed by settings is let in by Basic and by Bearer', async () => {
  const pail = await startPail({ PAIL_ADMIN_EMAIL: 'ops@example.com' })
  const basic = Buffer.from(`ops@example.com:${ADMIN_TOKEN}`).toString('base64')
  for (const authorization of [`Basic ${basic}`, `Bearer ${ADMIN_TOKEN}`])
    assert.equal((await fetch(`${pail.origin}/2.0/user`, { headers: { authorization } })).status, 200)
  assert.doesNotMatch(pail.output(), new RegExp(ADMIN_TOKEN))
  await pail.stop()
})

test('a request under way is answered before the end, and the exit code is 0', async () => {
  const pail = await startPail()
  const under = fetch(`${pail.origin}/2.0/repositories/demo`, { headers: { authorization: `Bearer ${ADMIN_TOKEN}` } })
  await new Promise(resolve => setTimeout(resolve, 5))
  const ended = pail.stop()
  assert.equal((await under).status, 200)
  assert.equal(await ended, 0)
})

test('whoever ends npm start ends all of it', async () => {
  const root = new URL('../..', import.meta.url).pathname
  const settings = { PAIL_DATA: folder(), PAIL_PORT: '0', PAIL_DEMO: 'off', PAIL_SSH: 'off' }
  const npm = spawn('npm', ['start'], { cwd: root, env: { ...process.env, ...settings } })
  const ended = once(npm, 'exit')
  const origin = await new Promise<string>((resolve, reject) => {
    let said = ''
    npm.stdout.setEncoding('utf8').on('data', (piece: string) => {
      said += piece
      if (said.includes('API token')) resolve(/serving (\S+)/.exec(said)?.[1] ?? '')
    })
    void ended.then(() => reject(new Error(said)))
  })
  assert.equal((await fetch(`${origin}/2.0/user`)).status, 401)
  npm.kill('SIGTERM')
  assert.deepEqual(await ended, [0, null])
  await assert.rejects(fetch(`${origin}/2.0/user`))
})

test('with a certificate it serves https, to Git as well', async () => {
  const { cert, key } = certificate()
  const pail = await startPail({ PAIL_TLS_CERT: cert, PAIL_TLS_KEY: key })
  assert.match(pail.origin, /^https:/)
  const authorization = `Basic ${Buffer.from(`${ADMIN_EMAIL}:${ADMIN_TOKEN}`).toString('base64')}`
  const made = await new Promise<IncomingMessage>((resolve, reject) => {
    const options = { method: 'POST', ca: readFileSync(cert), headers: { authorization } }
    request(`${pail.origin}/2.0/repositories/demo/safe`, options, answer => resolve(answer.resume()))
      .on('error', reject)
      .end()
  })
  assert.deepEqual([made.statusCode, made.headers['strict-transport-security']], [200, 'max-age=31536000'])
  const refs = execFileSync(
    'git',
    ['-c', `http.extraHeader=Authorization: ${authorization}`, 'ls-remote', `${pail.origin}/demo/safe.git`],
    {
      env: { ...process.env, GIT_SSL_CAINFO: cert },
      encoding: 'utf8',
    },
  )
  assert.equal(refs, '')
  await pail.stop()
})

test('the data directory is for its owner only', async () => {
  const data = join(folder(), 'deep', 'data')
  const pail = await startPail({}, data)
  await pail.stop()
  assert.equal(statSync(data).mode & 0o777, 0o700)
  assert.equal(statSync(join(data, 'keys.json')).mode & 0o777, 0o600)
})
