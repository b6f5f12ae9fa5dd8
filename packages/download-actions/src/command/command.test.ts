import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, afterEach, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { temporary } from '@pail/testkit'
import { command } from '../testing/carriers.ts'
import type { Fault } from '../testing/cloud.ts'
import { BINARY, type Cloud, openCloud } from '../testing.ts'

let cloud: Cloud
let repository = ''
before(async () => {
  cloud = await openCloud()
  repository = `${cloud.workspace}/${cloud.repo_slug}`
})
afterEach(() => cloud.files.clear())
after(() => cloud.close())

/** Sends a part of the file and then nothing. */
const stall: Fault = (_, response) => {
  response.writeHead(200, { 'content-length': BINARY.length })
  response.write(BINARY.subarray(0, 100_000))
}

test('what is misused ends with 2, what is refused with 1, each in one line', async () => {
  const [wrong, missing] = await Promise.all([
    command(['list', 'acme'], cloud),
    command(['get', repository, 'missing'], cloud),
  ])
  assert.deepEqual(wrong, {
    code: 2,
    out: '',
    said: 'bitbucket-downloads: acme is not of the form workspace/repository\n',
  })
  assert.deepEqual(missing, {
    code: 1,
    out: '',
    said: 'bitbucket-downloads: The requested file missing was not found\n',
  })
})

test('names show as they are, but for what would steer a terminal', async () => {
  cloud.files.set('ü\u001b[2J.bin', BINARY)
  const { out } = await command(['list', repository], cloud)
  assert.equal(out, ' 200.0 kB  2023-10-25 08:19       0  ü\u{fffd}[2J.bin\n')
})

test('a file that is there is left alone, and not even asked for', async () => {
  const folder = temporary()
  writeFileSync(join(folder, 'a.bin'), 'mine')
  cloud.files.set('a.bin', BINARY)
  cloud.asked.length = 0
  assert.match((await command(['get', repository, 'a.bin'], cloud, folder)).said, /a\.bin is there already/)
  assert.deepEqual([cloud.asked, readFileSync(join(folder, 'a.bin'), 'utf8')], [[], 'mine'])
})

test('a file goes where nothing says otherwise under the name that was asked for, not the one the server gives', async () => {
  const folder = temporary()
  cloud.faults.api.push((_, response) => {
    response.writeHead(200, { 'content-disposition': 'attachment; filename=".bashrc"' }).end('x')
  })
  assert.equal((await command(['get', repository, 'a.bin'], cloud, folder)).out, 'a.bin\n')
  assert.deepEqual(readdirSync(folder), ['a.bin'])
})

test('whoever is killed in the middle leaves no file, and whoever is asked to end leaves nothing', async () => {
  const folder = temporary()
  cloud.files.set('a.bin', BINARY)
  const parts = () => readdirSync(folder).filter(name => name.endsWith('.part'))
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    cloud.faults.store.push(stall)
    const main = fileURLToPath(new URL('../main.ts', import.meta.url))
    const env = { PATH: process.env.PATH, BITBUCKET_URL: cloud.url, BITBUCKET_TOKEN: cloud.token }
    const child = spawn(process.execPath, [main, 'get', repository, 'a.bin'], { cwd: folder, env, stdio: 'ignore' })
    const ended = once(child, 'exit')
    while (parts().length === 0 && child.exitCode === null) await new Promise(resolve => setTimeout(resolve, 20))
    child.kill(signal)
    const [code] = await ended
    assert.equal(existsSync(join(folder, 'a.bin')), false)
    assert.deepEqual([code, parts().length], signal === 'SIGTERM' ? [130, 0] : [null, 1])
  }
})
