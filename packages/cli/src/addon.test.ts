import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type PailProcess, startPail, temporary } from '@pail/testkit'
import { commandFor, type Ran } from './testing.ts'

let server: PailProcess
let pail: (...args: string[]) => Promise<Ran>
before(async () => {
  server = await startPail()
  pail = commandFor(server.origin)
})
after(() => server.stop())

const folder = temporary()
function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

test('what is no descriptor, or is where nobody may go, is not installed', async () => {
  assert.equal((await pail('addon', 'install', 'admin', join(folder, 'none.json'))).code, 1)
  assert.equal((await pail('addon', 'install', 'admin', file('bad.json', '{'))).code, 2)
  const { code, err } = await pail('addon', 'install', 'admin', `${server.origin}/descriptor.json`)
  assert.equal(code, 1)
  assert.match(err, /not on the public internet/)
})

test('an app is installed from a file, shown, listed and uninstalled', async () => {
  const descriptor = { key: 'robot', name: 'Robot', baseUrl: 'https://robot.example.com', scopes: ['repository'] }
  const { code, out, err } = await pail('addon', 'install', 'admin', file('robot.json', JSON.stringify(descriptor)))
  assert.equal(code, 0, err)
  assert.match(out, /secret +PAILCS_\S+ +\(shown only now\)/)
  const shown = (await pail('addon', 'show', 'admin', 'robot')).out
  assert.match(shown, /client key +connection:/)
  assert.ok(!shown.includes('PAILCS_'))
  assert.match((await pail('addons', 'list', 'admin')).out, /Robot/)
  assert.equal((await pail('addon', 'uninstall', 'admin', 'robot')).code, 0)
  assert.equal((await pail('addon', 'show', 'admin', 'robot')).code, 1)
})
