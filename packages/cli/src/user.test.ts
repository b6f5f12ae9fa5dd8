import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { testDatabaseUrl } from '@pail/db/testing'
import { type PailProcess, startPail } from '@pail/testkit'
import { commandFor, MAIN, type Ran } from './testing.ts'

let server: PailProcess
let pail: (...args: string[]) => Promise<Ran>
let bob: (...args: string[]) => Promise<Ran>
const folder = mkdtempSync(join(tmpdir(), 'pail-user-'))

before(async () => {
  const url = await testDatabaseUrl()
  server = await startPail(url ? { PAIL_DATABASE_URL: url } : {})
  pail = commandFor(server.origin)
  await pail('user', 'create', 'bob', 'bob@example.com')
  const { out } = await pail('token', 'create', 'x', '--user', 'bob', '--json')
  bob = commandFor(server.origin, { PAIL_TOKEN: JSON.parse(out).secret })
})
after(async () => {
  rmSync(folder, { recursive: true })
  await server.stop()
})

test('a change of nothing, a file that is no picture and a deletion half meant are wrong use', async () => {
  assert.equal((await bob('user', 'edit')).code, 2)
  const text = join(folder, 'face.png')
  writeFileSync(text, 'not a picture')
  const { code, err } = await bob('user', 'edit', '--avatar', text)
  assert.deepEqual([code, err], [2, `pail: ${text} is no PNG, JPEG, GIF or WebP picture\n`])
  assert.equal((await bob('user', 'delete', 'bob')).code, 2)
})

test('people change their own profile and username, and administrators those of others', async () => {
  const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  const face = join(folder, 'pixel.png')
  writeFileSync(face, Buffer.from(pixel, 'base64'))
  const edited = await bob('user', 'edit', '--name', 'Bob B', '--username', 'robert', '--avatar', face)
  assert.match(edited.out, /^username {2}robert\nname {6}Bob B\n/)
  assert.equal((await bob('user', 'edit', '--no-avatar')).code, 0)
  const back = await pail('user', 'edit', '--user', 'robert', '--username', 'bob', '--json')
  assert.equal(JSON.parse(back.out).username, 'bob')
  assert.equal((await bob('user', 'edit', '--user', 'admin', '--name', 'X')).code, 1)
})

test('an address is added, confirmed by the code that an administrator hands out, preferred and removed', async () => {
  assert.match((await bob('user', 'email', 'add', 'new@example.com')).out, /confirmed +no/)
  assert.equal((await bob('user', 'email', 'code', 'bob', 'new@example.com')).code, 1)
  const { code } = JSON.parse((await pail('user', 'email', 'code', 'bob', 'new@example.com', '--json')).out)
  const { out } = await pail('token', 'create', 'y', '--user', 'bob', '--json')
  const env = { PATH: process.env.PATH, PAIL_URL: server.origin, PAIL_TOKEN: JSON.parse(out).secret }
  const confirmed = execFileSync(process.execPath, [MAIN, 'user', 'email', 'confirm'], { env, input: `${code}\n` })
  assert.match(String(confirmed), /^email +new@example.com\nprimary +no\nconfirmed +yes\n/)
  assert.match((await bob('user', 'email', 'primary', 'new@example.com')).out, /primary +yes/)
  assert.equal((await bob('user', 'email', 'remove', 'bob@example.com')).out, 'bob@example.com is removed\n')
  assert.match((await pail('user', 'email', 'list', '--user', 'bob')).out, /^EMAIL .*\nnew@example.com +yes +yes\n$/)
  assert.equal((await pail('user', 'email', 'add', 'b@example.com', '--user', 'bob', '--confirmed')).code, 0)
})

test('an administrator looks at the second factors of somebody, and takes them off who has lost them', async () => {
  assert.equal((await pail('user', 'second-factor', 'list', '--user', 'bob')).code, 0)
  assert.equal((await bob('user', 'second-factor', 'remove', 'bob')).code, 1)
  assert.equal((await pail('user', 'second-factor', 'remove', 'nobody')).code, 1)
  const { out } = await pail('user', 'second-factor', 'remove', 'bob')
  assert.equal(out, 'bob signs in with the password alone now\n')
  assert.match((await pail('audit')).out, /users\.secondFactors\.user\.removeAll/)
})

test('an account is deleted', async () => {
  assert.equal((await bob('user', 'delete', 'bob', '--yes')).out, 'bob is deleted\n')
  assert.equal((await bob('token', 'list')).code, 1)
})
