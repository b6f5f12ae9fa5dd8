import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { after, before, beforeEach, test } from 'node:test'
import type { ProposedUpdate, UpdateResult } from '@pail/git-node'
import type { PushFacts } from '../resources/refs/landing/rules.ts'
import { ALLOW_ALL, type OpenDoor, openDoor, type Said } from './open-door.ts'

let door: OpenDoor
before(async () => {
  door = await openDoor()
  await door.git('init', '-q', 'work')
  await commit('one')
  await commit('two')
})
after(() => door.close())
beforeEach(() => {
  door.rules = ALLOW_ALL
})

const commit = (message: string) => door.git('-C', 'work', 'commit', '--allow-empty', '-q', '-m', message)
const push = (...args: string[]): Promise<Said> => door.git('-C', 'work', 'push', door.url, ...args)
const names = async (): Promise<string[]> => (await door.gitNode.refs(door.storage)).refs.map(({ name }) => name)

test('a push that the rules refuse is refused whole, with the reasons in front', async () => {
  door.rules = {
    ...ALLOW_ALL,
    admit: async () => [{ ref: 'refs/heads/main', reason: 'Permission denied to update branch main.' }],
    intend: () => assert.fail(),
  }
  const { code, err } = await push('main', 'main:other')
  assert.equal(code, 1)
  assert.match(err, /remote: Permission denied to update branch main\./)
  assert.match(err, /! \[remote rejected\] main -> main \(pre-receive hook declined\)/)
  assert.match(err, /! \[remote rejected\] main -> other \(pre-receive hook declined\)/)
  assert.deepEqual(await names(), [])
})

test('a rule that fails moves nothing and tells nothing of itself', async () => {
  door.rules = { ...ALLOW_ALL, admit: () => Promise.reject(new Error('SELECT secret FROM users')) }
  const { code, err } = await push('main')
  assert.equal(code === 0 || err.includes('SELECT'), false)
  assert.deepEqual(await names(), [])
  assert.equal(door.faults.splice(0).length, 1)
})

test('the intent is noted before the refs move, and settled before the pusher hears of it', async () => {
  const steps: string[] = []
  const note = <T>(step: string, answer: T): T => {
    steps.push(step)
    return answer
  }
  door.rules = {
    admit: async (updates: readonly ProposedUpdate[], facts: PushFacts) =>
      note(`admit ${updates.length} ${facts.head} ${facts.options}`, []),
    intend: async () => note(`intend ${(await names()).length}`, 'i1'),
    settle: async (intent: string, results: readonly UpdateResult[]) =>
      note(`settle ${intent} ${results[0]!.reason} ${(await names()).length}`, undefined),
    words: async () => ['', 'Create pull request for main:', '  https://example.org/x?source=main&t=1', ''],
  }
  const { code, err } = await push('-o', 'ci.skip', 'main')
  assert.equal(code, 0)
  assert.deepEqual(steps, ['admit 1 refs/heads/main ci.skip', 'intend 0', 'settle i1 undefined 1'])
  assert.match(err, /remote: Create pull request for main:\s+\nremote: {3}https:\/\/example\.org\/x\?source=main&t=1/)
})

test('an ordinary push does not go back in history', async () => {
  await push('main')
  assert.match((await push('main~1:main')).err, /non-fast-forward/)
})

test('history is rewritten when it is forced, and the rules are told so', async () => {
  const forced: boolean[] = []
  door.rules = { ...ALLOW_ALL, intend: async updates => String(forced.push(...updates.map(update => update.forced))) }
  assert.equal((await push('+main~1:main')).code, 0)
  assert.equal((await push('main')).code, 0)
  assert.deepEqual(forced, [true, false])
})

test('tags and branches are made and deleted', async () => {
  await door.git('-C', 'work', 'tag', '-a', '-m', 'x', 'v1')
  assert.equal((await push('v1', 'main:feature/x')).code, 0)
  assert.deepEqual(await names(), ['refs/heads/feature/x', 'refs/heads/main', 'refs/tags/v1'])
  assert.equal((await push('--delete', 'feature/x', 'v1')).code, 0)
  assert.deepEqual(await names(), ['refs/heads/main'])
})

test('refs that cannot be are refused one by one, unless all or none was asked for', async () => {
  const { code, err } = await push('main:good', 'main:refs/pull-requests/1/from')
  assert.equal(code, 1)
  assert.match(err, /\[new branch\]\s+main -> good/)
  assert.match(err, /! \[remote rejected\] main -> refs\/pull-requests\/1\/from \(deny updating a hidden ref\)/)
  const atomic = await push('--atomic', 'main:better', 'main:refs/keep/1')
  assert.match(atomic.err, /atomic push failed/)
  assert.deepEqual(await names(), ['refs/heads/good', 'refs/heads/main'])
})

test('a name that stands in the way of another is said to do so', async () => {
  assert.match((await push('main:good/below')).err, /conflicts with another reference/)
})

test('an atomic push moves all its refs', async () => {
  assert.equal((await push('--atomic', 'main:a1', 'main:a2')).code, 0)
  assert.ok((await names()).includes('refs/heads/a2'))
})

test('of pushes that race for one ref, one wins and the others hear why not', async () => {
  await Promise.all(
    ['r1', 'r2', 'r3', 'r4'].map(async name => {
      await door.git('clone', '-q', door.url, name)
      await door.git('-C', name, 'commit', '--allow-empty', '-q', '-m', name)
    }),
  )
  const results = await Promise.all(
    ['r1', 'r2', 'r3', 'r4'].map(name => door.git('-C', name, 'push', '-q', 'origin', 'HEAD:main')),
  )
  assert.equal(results.filter(({ code }) => code === 0).length, 1)
  assert.ok(
    results.every(({ code, err }) => code === 0 || /fetch first|moved meanwhile/.test(err)),
    JSON.stringify(results),
  )
})

test('a push from a shallow clone is taken', async () => {
  await door.git('clone', '-q', '--depth=1', door.url, 'shallow')
  await door.git('-C', 'shallow', 'commit', '--allow-empty', '-q', '-m', 'on top')
  assert.equal((await door.git('-C', 'shallow', 'push', '-q', 'origin', 'HEAD:shallow')).code, 0)
})

test('history that is cut off for us too is refused', async () => {
  const other = await openDoor()
  const { code, err } = await other.git('-C', `${door.folder}/shallow`, 'push', other.url, 'HEAD:main')
  await other.close()
  assert.equal(code, 1)
  assert.match(err, /shallow update not allowed|missing necessary objects/)
})

test('a push larger than what git sends in one piece is taken as it comes', async () => {
  const large = Array.from({ length: 40_000 }, (_, at) => `${at} ${Math.sin(at)}`).join('\n')

  await writeFile(`${door.folder}/work/large.txt`, large)
  await door.git('-C', 'work', 'add', '.')
  await commit('large')
  const { code, err } = await door.git(
    '-c',
    'http.postBuffer=65536',
    '-C',
    'work',
    'push',
    '-q',
    door.url,
    'main:large',
  )
  assert.equal(code, 0, err)
})

test('objects that git finds fault with are refused, and the fault is named', async () => {
  const blob = (await door.git('-C', 'work', 'hash-object', '-w', 'large.txt')).out.trim()

  await writeFile(`${door.folder}/tree`, Buffer.concat([Buffer.from('100644 .git\0'), Buffer.from(blob, 'hex')]))
  const tree = (await door.git('-C', 'work', 'hash-object', '-t', 'tree', '--literally', '-w', '../tree')).out.trim()
  const evil = (await door.git('-C', 'work', 'commit-tree', '-m', 'evil', tree)).out.trim()
  const { code, err } = await push(`${evil}:refs/heads/evil`)
  assert.equal(code, 1)
  assert.match(err, /hasDotgit/)
  assert.match(err, /\[remote rejected\].*\(unpacker error\)/)
  assert.equal(err.includes(`${door.folder}/data`), false)
})

test('the old protocol pushes too', async () => {
  assert.equal((await door.git('-c', 'protocol.version=0', '-C', 'work', 'push', '-q', door.url, 'main:old')).code, 0)
})

test('nothing went wrong behind the door', async () => {
  assert.deepEqual(door.faults, [])
  assert.deepEqual(await door.gitNode.fsck(door.storage), [])
})
