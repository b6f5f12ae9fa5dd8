import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { FORM, MULTIPART, openDesk, partOf } from './testing.ts'

const { village, post, send, commit, inGit } = await openDesk()
after(() => village.close())
const { forge } = village
const at = '/2.0/repositories/acme/site/src'
await commit({ 'kept.txt': 'kept' })

const hashOf = (content: Buffer) => createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex')
/** What lies on the git node's disk that is no repository. */
const passing = () => readdir(join(forge.config.dataDirectory, 'git', 'repositories', 'passing'))
/** The same once nothing waits any more that was made ready for one commit too many. */
const atRest = async () => {
  for (let turn = 0; turn < 100 && (await passing()).length > 0; turn++) await wait(50)
  return passing()
}

test('a file that makes room for a folder in the same commit is no obstacle', async () => {
  await commit({ room: 'x' })
  await commit({ files: 'room', 'room/inner': 'x' })
  await commit({ files: 'room/inner', room: 'x' })
  assert.equal(await inGit('ls-tree', '--name-only', 'main', 'room'), 'room')
})

test('files are deleted, renamed and kept', async () => {
  await commit({ 'old.txt': 'text', 'kept.txt': 'kept' })
  await commit({ files: ['/old.txt', 'new.txt'], '/new.txt': 'text', message: 'Rename' })
  assert.equal(await inGit('diff', '--name-status', '-M', 'main^', 'main'), 'R100\told.txt\tnew.txt')
  await commit({ files: 'new.txt' })
  assert.equal(await inGit('log', '-1', '--format=%s', 'main'), 'Delete new.txt')
})

test('attributes must be sent again or are lost', async () => {
  const disposition = 'Content-Disposition: attachment; filename="run.sh"; x-attributes'
  const run = (attribute: string) =>
    send(partOf(`Content-ID: "/run.sh"\r\n${disposition}${attribute}`, '#!/bin/sh'), MULTIPART)
  assert.equal((await run(':"executable"')).status, 201)
  assert.equal((await inGit('ls-tree', 'main', 'run.sh')).slice(0, 6), '100755')
  await commit({ 'run.sh': 'exit' })
  assert.equal((await inGit('ls-tree', 'main', 'run.sh')).slice(0, 6), '100644')
  assert.equal((await run('="submodule"')).status, 400)
})

test('a part with the name of a file is a file, whatever it is called', async () => {
  await commit({ message: new Blob(['not a message']), files: new Blob(['not a path']) })
  assert.equal(await inGit('show', 'main:message'), 'not a message')
  assert.equal(await inGit('log', '-1', '--format=%s', 'main'), 'Change 2 files')
})

test('a form holds files of any bytes, and one called message behind a slash', async () => {
  const form = 'message=From+a+form&author=Bob+%3Cbob%40example.com%3E&%2Fmessage=a%ff%00b+c&/docs/é.txt=&branch=form'
  assert.equal((await send(form, FORM)).status, 201)
  assert.equal(await inGit('log', '-1', '--format=%an <%ae> %cn %s', 'form'), 'Bob <bob@example.com> Ada From a form')
  assert.equal(await inGit('rev-parse', 'form:message'), hashOf(Buffer.from('a\xff\0b c', 'latin1')))
  assert.equal(await inGit('cat-file', '-s', 'form:docs/é.txt'), '0')
})

test('large files pass through the git node', async () => {
  const big = Buffer.alloc(9 * 2 ** 20, 'pail\n')
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`many/${at}`, String(at).repeat(100_000)]))
  const hash = await commit({ 'big.bin': new Blob([big]), ...many, 'small.txt': 'small' })
  assert.equal(await inGit('rev-parse', `${hash}:big.bin`), hashOf(big))
  assert.equal((await inGit('ls-tree', '--name-only', `${hash}:many`)).split('\n').length, 40)
})

/** Commits as bob does, with what happens while the body comes. */
async function sendSlowly(secret: string, meanwhile: () => Promise<unknown>): Promise<number> {
  const body = new ReadableStream(
    {
      start: to => to.enqueue(Buffer.from('--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nlate\r\n')),
      async pull(to) {
        await meanwhile()
        to.enqueue(Buffer.from('--x--\r\n'))
        to.close()
      },
    },
    { highWaterMark: 0 },
  )
  const headers = { authorization: `Bearer ${secret}`, 'content-type': MULTIPART }
  const sent = { method: 'POST', body, headers, duplex: 'half' }
  return (await village.fetch(new Request(`http://pail.test${at}`, sent as RequestInit))).status
}

test('whose token is revoked when the body is there does not commit', async () => {
  const before = await inGit('rev-parse', 'main')
  const { body } = await village.bob.post('/pail/1/user/tokens', { name: 'late', scopes: ['repository:write'] })
  const revoke = () => village.bob.delete(`/pail/1/user/tokens/${encodeURIComponent(body.uuid)}`)
  assert.equal(await sendSlowly(body.secret, revoke), 401)
  assert.equal(await inGit('rev-parse', 'main'), before)
})

test('whoever may no longer write when the body is there does not commit', async () => {
  const before = await inGit('rev-parse', 'main')
  const lower = () => forge.database.transact(tx => tx.deleteFrom('grants').execute())
  assert.equal(await sendSlowly(await village.secret('bob'), lower), 403)
  assert.equal(await inGit('rev-parse', 'main'), before)
})

test('a quarantine is left behind neither by a refusal nor by a caller who goes away', async () => {
  const big = new Blob([Buffer.alloc(2 ** 20, 'x')])
  assert.equal((await post({ big, '.git/x': 'x' })).status, 400)
  assert.deepEqual(await atRest(), [])
  const gone = new AbortController()
  const body = new ReadableStream({
    start: to => to.enqueue(Buffer.from('--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n')),
    async pull(to) {
      to.enqueue(Buffer.alloc(2 ** 20))
      if ((await passing()).length === 0) return
      gone.abort()
      to.error(new Error('gone'))
    },
  })
  const headers = { authorization: `Bearer ${await village.secret('ada')}`, 'content-type': MULTIPART }
  const sent = { method: 'POST', body, headers, signal: gone.signal, duplex: 'half' }
  const answer = await village.fetch(new Request(`http://pail.test${at}`, sent as RequestInit))
  assert.equal(answer.status, 400)
  assert.deepEqual(await atRest(), [])
})
