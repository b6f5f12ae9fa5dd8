import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { Invalid, NotFound } from '@pail/failures'
import { type Oid, packet } from '@pail/git'
import { type CountedGit, countedGit } from './counted-git.ts'
import { type OpenNode, openNode } from './open-node.ts'
import { processesOn } from './processes.ts'

let open: OpenNode
let counted: CountedGit
let first: Oid
let second: Oid
before(async () => {
  counted = countedGit({ command: 'upload-pack', seconds: 0.3 })
  open = await openNode({ path: counted.path, uploads: 2 })
  first = open.source.commit('first\n'.repeat(5000))
  second = open.source.commit('second', first)
  await open.push({ ref: 'refs/heads/main', new: first })
  await open.push({ ref: 'refs/heads/next', new: second })
})
after(async () => {
  await open.close()
  counted.remove()
})

const request = (...args: string[]) =>
  Buffer.concat([
    packet('command=fetch'),
    packet('object-format=sha1'),
    Buffer.from('0001'),
    ...args.map(line => packet(`${line}\n`)),
    Buffer.from('0000'),
  ])

const asked = (args: readonly string[], signal?: AbortSignal) =>
  open.node.uploadPack(open.storage, { version: 2, request: request(...args), signal })

async function bytesOf(stream: Readable | Promise<Readable>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of await stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const fetched = (...args: string[]) => bytesOf(asked(args))
/** What is kept, once nothing is on its way any more. */
async function files(): Promise<string[]> {
  for (;;) {
    const names = await readdir(join(open.folder, 'cache'))
    if (!names.some(name => name.endsWith('.part'))) return names
    await wait(20)
  }
}

/** How many packs were made meanwhile. */
async function madeBy(work: () => Promise<unknown>): Promise<number> {
  const before = counted.count('upload-pack')
  await work()
  return counted.count('upload-pack') - before
}

async function gone(): Promise<void> {
  for (let tries = 0; tries < 50 && processesOn(open.dir).length > 0; tries++) await wait(50)
  assert.deepEqual(processesOn(open.dir), [])
}

test('what a branch brought is not served any more, kept or not, once the branch is gone', async () => {
  const lost = open.source.commit('lost')
  await open.push({ ref: 'refs/heads/lost', new: lost })
  assert.match((await fetched(`want ${lost}`, 'deepen 1', 'done')).toString('latin1'), /PACK/)
  await open.push({ ref: 'refs/heads/lost', old: lost, new: null })
  await assert.rejects(fetched(`want ${lost}`, 'deepen 1', 'done'), Invalid)
})

test('a request that git refuses is refused to everyone, in its words, and each time', async () => {
  const ask = () => fetched(`want ${first}`, `filter sparse:oid=${first}`, 'done').then(String)
  const [one, other] = await Promise.all([ask(), ask()])
  assert.match(one, /filter 'sparse:oid' not supported/)
  assert.equal(other, one)
  assert.equal(await madeBy(ask), 1)
})

test('clones that come at once, or later, share one process', async () => {
  const ask = () => fetched('no-progress', `want ${first}`, 'done')
  const count = await madeBy(async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, ask))
    assert.ok(answers[0]!.includes('PACK') && answers.every(answer => answer.equals(answers[0]!)))
    await files()
    assert.deepEqual(await ask(), answers[0])
    assert.deepEqual(await ask(), answers[0])
  })
  assert.equal(count, 1)
})

test('another depth, filter or object is another pack', async () => {
  const count = await madeBy(async () => {
    await fetched(`want ${second}`, 'done')
    await fetched(`want ${second}`, 'deepen 1', 'done')
    await fetched(`want ${second}`, 'filter blob:none', 'done')
    await fetched(`want ${second}`, `have ${first}`, 'done')
  })
  assert.equal(count, 4)
})

test('a push elsewhere changes nothing for those who fetch without tags; a new tag does for those with', async () => {
  const plain = () => fetched('ofs-delta', `want ${second}`, 'done')
  const tagged = () => fetched('include-tag', `want ${second}`, 'done')
  await plain()
  await tagged()
  await files()
  await open.push({ ref: 'refs/heads/elsewhere', new: open.source.commit('elsewhere') })
  assert.equal(await madeBy(() => Promise.all([plain(), tagged()])), 0)
  open.source.git('-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', 'tag', '-a', '-m', 'x', 'v1', second)
  await open.push({ ref: 'refs/tags/v1', new: open.source.git('rev-parse', 'refs/tags/v1') as Oid })
  assert.equal(await madeBy(() => Promise.all([plain(), tagged()])), 1)
})

test('whoever negotiates talks to a process of its own', async () => {
  const ask = () => fetched(`want ${second}`, `have ${first}`)
  assert.equal(await madeBy(() => Promise.all([ask(), ask()])), 2)
  const before = (await files()).length
  await ask()
  assert.equal((await files()).length, before)
})

test('a reader that is cut off does not stop the others; the last leaves no process and no file', async () => {
  const ask = (signal?: AbortSignal) => bytesOf(asked(['thin-pack', `want ${first}`, 'deepen 1', 'done'], signal))
  const before = (await files()).length
  const cut = AbortSignal.timeout(100)
  const [one, other] = await Promise.allSettled([ask(cut), ask()])
  assert.deepEqual([one.status, other.status], ['rejected', 'fulfilled'])
  assert.equal((await files()).length, before + 1)
  const all = await Promise.allSettled([
    bytesOf(asked([`want ${first}`, 'deepen 7', 'done'], AbortSignal.timeout(100))),
    bytesOf(asked([`want ${first}`, 'deepen 7', 'done'], AbortSignal.timeout(120))),
  ])
  assert.ok(all.every(({ status }) => status === 'rejected'))
  await gone()
  assert.equal((await files()).length, before + 1)
})

test('no more packs are made at once than allowed, and who gives up in the line is not waited for', async () => {
  const ask = (depth: number, signal?: AbortSignal) =>
    bytesOf(asked([`want ${second}`, `deepen ${depth}`, 'done'], signal))
  const count = await madeBy(async () => {
    const working = [ask(11), ask(12)]
    await wait(100)
    const begun = counted.count('upload-pack')
    const waiting = ask(13, AbortSignal.timeout(50)).catch(() => 'gone')
    const last = ask(14)
    assert.equal(await waiting, 'gone')
    assert.equal(counted.count('upload-pack'), begun)
    await Promise.all([...working, last])
  })
  assert.equal(count, 3)
})

test('what belongs to a removed repository goes with it', async () => {
  assert.ok((await files()).length > 0)
  await open.node.remove(open.storage)
  assert.deepEqual(await files(), [])
  await assert.rejects(fetched(`want ${first}`, 'done'), NotFound)
})
