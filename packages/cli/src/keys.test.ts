import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { makeKey } from '@pail/ssh-keys/testing'
import { type PailProcess, startPail } from '@pail/testkit'
import { generateKey } from 'openpgp'
import { commandFor, type Ran } from './testing.ts'

let server: PailProcess
let pail: (...args: string[]) => Promise<Ran>
const folder = mkdtempSync(join(tmpdir(), 'pail-keys-'))

before(async () => {
  server = await startPail()
  pail = commandFor(server.origin)
})
after(async () => {
  rmSync(folder, { recursive: true })
  await server.stop()
})

const json = async (...args: string[]) => JSON.parse((await pail(...args, '--json')).out)
function file(text: string): string {
  const path = join(folder, String(Math.random()))
  writeFileSync(path, text)
  return path
}

test('a private key is not sent anywhere', async () => {
  const secret = file(makeKey().privateKey.export({ type: 'pkcs8', format: 'pem' }) as string)
  const { code, err } = await commandFor('http://127.0.0.1:9')('ssh-key', 'add', secret)
  assert.deepEqual([code, err], [2, `pail: ${secret} is a private key; send the public half only\n`])
})

test('a file that is not there, and a place half named, are told in one line', async () => {
  assert.match((await pail('ssh-key', 'add', join(folder, 'none'))).err, /^pail: .* cannot be read \(ENOENT\)\n$/)
  const { code, err } = await pail('deploy-key', 'list', 'demo')
  assert.equal(code, 2)
  assert.match(err, /^pail: name workspace\/repository/)
})

test('an SSH key is added, listed, called something else and removed', async () => {
  const { out } = await pail('ssh-key', 'add', file(`${makeKey().line} me@laptop`), '--expires', '2199-01-31')
  assert.match(out, /label +me@laptop\nkind +ssh-ed25519\nfingerprint +SHA256:/)
  const [{ uuid, expires_on }] = await json('ssh-key', 'list')
  assert.match(expires_on, /^2199-01-31/)
  assert.equal((await json('ssh-key', 'label', uuid, 'Desk')).label, 'Desk')
  assert.deepEqual(await json('ssh-key', 'remove', uuid), { removed: uuid })
  assert.deepEqual(await json('ssh-key', 'list'), [])
})

test('a GPG key is added, listed and removed, for somebody else too', async () => {
  await pail('user', 'create', 'grace', 'grace@example.com')
  const { publicKey } = await generateKey({ userIDs: [{ name: 'Grace' }] })
  const { fingerprint } = await json('gpg-key', 'add', file(publicKey), '--user', 'grace')
  assert.match((await pail('gpg-key', 'list', '--user', 'grace')).out, new RegExp(`^${fingerprint} +Grace`, 'm'))
  assert.deepEqual(await json('gpg-key', 'remove', fingerprint, '--user', 'grace'), { removed: fingerprint })
})

test('a key is deployed to a repository and to a project, and taken back', async () => {
  await pail('workspace', 'create', 'team')
  await pail('repo', 'create', 'team/site')
  const key = file(makeKey().line)
  const places = [['team/site'], ['team', '--project', 'PROJ']]
  for (const at of places) {
    const { id, label } = await json('deploy-key', 'add', at[0]!, key, '--label', 'ci', ...at.slice(1))
    assert.equal(label, 'ci')
    assert.equal((await json('deploy-key', 'list', ...at)).length, 1)
    assert.equal((await pail('deploy-key', 'remove', at[0]!, String(id), ...at.slice(1))).out, `${id} is removed\n`)
  }
})
