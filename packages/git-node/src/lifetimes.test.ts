import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { TimedOut } from '@pail/failures'
import { type Oid, oid, refName, repoPath } from '@pail/git'
import { type OpenHistory, openHistory } from './open-history.ts'
import { Pace } from './pace.ts'
import { processesOn } from './processes.ts'

const LARGE = 48 * 2 ** 20
const MOST_READERS = 12
let open: OpenHistory
let large: Oid
let empty: string
before(async () => {
  open = await openHistory()
  empty = run(['hash-object', '-w', '--stdin'])
  const zeros = run(['hash-object', '-w', '--stdin'], Buffer.alloc(LARGE))
  const lines = run(['hash-object', '-w', '--stdin'], 'a line\n'.repeat(2 ** 20))
  large = commitOf(run(['mktree'], `100644 blob ${zeros}\tzeros\n100644 blob ${lines}\tlines\n`))
})
after(() => open.close())
const WHO = {
  ...{ GIT_AUTHOR_NAME: 'Ada', GIT_AUTHOR_EMAIL: 'ada@example.org' },
  ...{ GIT_COMMITTER_NAME: 'Ada', GIT_COMMITTER_EMAIL: 'ada@example.org' },
}

const run = (args: string[], input: string | Buffer = '') =>
  execFileSync('git', args, { cwd: open.dir, input, env: { ...process.env, ...WHO } })
    .toString()
    .trim()
const commitOf = (tree: string) => oid(run(['commit-tree', '-m', 'made', tree]))

/** Those that only wait for the next question do not count. */
async function untilNothingWorks(): Promise<void> {
  const readers = processesOn(open.dir).length
  for (let at = 0; at < 100 && processesOn(open.dir).length > Math.min(readers, 1); at++) await wait(20)
  assert.ok(processesOn(open.dir).length <= 1)
}

test('a large file that nobody reads to its end leaves no process', async () => {
  const { content } = await open.node.file(open.storage, large, repoPath('zeros'))
  await once(content, 'readable')
  content.destroy()
  await untilNothingWorks()
})

test('aborting ends a diff that is under way', async () => {
  const abort = new AbortController()
  const diff = await open.node.diff(open.storage, { to: large, signal: abort.signal })
  await once(diff, 'readable')
  diff.on('error', () => {})
  abort.abort()
  await untilNothingWorks()
})

test('a question that is taken back leaves no process', async () => {
  const abort = new AbortController()
  const asked = open.node.diffstat(open.storage, { to: large, ignoreWhitespace: true, signal: abort.signal })
  setTimeout(() => abort.abort(), 15)
  await assert.rejects(asked)
  await untilNothingWorks()
})

test('one who reads slowly is not cut off', async () => {
  const { content } = await open.node.file(open.storage, large, repoPath('zeros'), { seconds: 2 })
  let bytes = 0
  for await (const chunk of content as AsyncIterable<Buffer>) {
    if (bytes === 0) await wait(2500)
    bytes += chunk.length
  }
  assert.equal(bytes, LARGE)
})

test('a stream that does not come is given up', async () => {
  const pace = new Pace(0.02, new AbortController().signal)
  const stuck = async function* () {
    yield Buffer.from('first')
    await new Promise(() => {})
  }
  const heard: Buffer[] = []
  await assert.rejects(async () => {
    for await (const chunk of pace.through(stuck())) heard.push(chunk)
  }, TimedOut)
  assert.deepEqual([heard.length, pace.signal.aborted], [1, true])
})

test('a folder of a hundred thousand files is listed page by page', async () => {
  const lines = Array.from({ length: 100_000 }, (_, at) => `100644 blob ${empty}\tfile-${at}\n`)
  const commit = commitOf(run(['mktree'], lines.join('')))
  const seen = new Set<string>()
  let after: string | undefined
  do {
    const page = await open.node.entries(open.storage, { commit, path: repoPath(''), limit: 5000, after })
    for (const { path } of page.values) seen.add(path)
    after = page.next
  } while (after)
  assert.equal(seen.size, 100_000)
})

test('a part near the end of a large file is given alone', async () => {
  const { content, range } = await open.node.file(open.storage, large, repoPath('zeros'), { range: { suffix: 3 } })
  assert.deepEqual(range, { first: LARGE - 3, last: LARGE - 1 })
  assert.deepEqual(Buffer.concat(await Array.fromAsync(content)), Buffer.alloc(3))
  await untilNothingWorks()
})

test('a file of a million lines is counted and shown', async () => {
  const changes = await open.node.diffstat(open.storage, { to: large, paths: [repoPath('lines')] })
  assert.equal(changes[0]?.linesAdded, 2 ** 20)
})

test('no more processes read than may, however many repositories are read from at once', async () => {
  const storages = Array.from({ length: 30 }, () => randomUUID())
  for (const storage of storages) {
    await open.node.create(storage, { defaultBranch: 'main' })
    const dir = join(open.folder, 'repositories', storage.slice(0, 2), storage.slice(2, 4), `${storage}.git`)
    execFileSync('git', ['-C', dir, 'fetch', '-q', '--no-tags', open.history.repository.dir, 'main:main'])
  }
  const main = refName('refs/heads/main')
  const reads = storages.map(async storage => {
    const [tip] = (await open.node.refs(storage)).refs.filter(({ name }) => name === main)
    return open.node.commits(storage, [tip!.oid])
  })
  let most = 0
  const all = Promise.all(reads)
  for (let done = false; !done; ) {
    most = Math.max(most, processesOn(join(open.folder, 'repositories')).length)
    done = await Promise.race([all.then(() => true), wait(5).then(() => false)])
  }
  assert.equal((await all).length, storages.length)
  assert.ok(most > 0 && most <= MOST_READERS)
})
