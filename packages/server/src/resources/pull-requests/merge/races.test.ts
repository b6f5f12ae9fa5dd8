import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { git, openVillage, temporary, tryGit } from '@pail/testkit'
import { openBench } from './testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob } = village
const bench = await openBench(village)
const remote = await village.remote('acme/site')
const first = await git(bench.work, 'rev-parse', 'main')
const src = '/2.0/repositories/acme/site/src'

const STRATEGIES = ['merge_commit', 'squash', 'rebase_fast_forward', 'rebase_merge'] as const
const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

/** Pushes commits to main until so many were taken, each on top of what is there then; answers those that were. */
async function pushes(name: string, wanted: number): Promise<string[]> {
  const work = join(temporary(), 'clone')
  await git('/', 'clone', '-q', remote, work)
  const taken: string[] = []
  while (taken.length < wanted) {
    await git(work, 'fetch', '-q', 'origin', 'main')
    await git(work, 'reset', '-q', '--hard', 'FETCH_HEAD')
    writeFileSync(join(work, `${name}-${taken.length}`), name)
    await git(work, 'add', '.')
    await git(work, 'commit', '-q', '-m', `push ${name} ${taken.length}`)
    if ((await tryGit(work, 'push', '-q', 'origin', 'HEAD:main')).code === 0)
      taken.push(await git(work, 'rev-parse', 'HEAD'))
  }
  return taken
}

/** The same by the API, which commits on top of what it finds. */
async function writes(wanted: number): Promise<string[]> {
  const taken: string[] = []
  for (let tries = 0; taken.length < wanted; tries++) {
    assert.ok(tries < 200, 'the API never gets its turn')
    const file = { [`written-${taken.length}`]: 'w', branch: 'main', message: `write ${taken.length}` }
    const { status, headers } = await bob.post(src, new URLSearchParams(file))
    assert.ok([201, 409].includes(status), `${status}`)
    if (status === 201) taken.push(new URL(headers.get('location')!).pathname.split('/').at(-1)!)
  }
  return taken
}

/** Merges until it is merged or refused for good. */
async function merge(at: string, strategy: string, who = ada) {
  for (let tries = 0; tries < 300; tries++) {
    const { status, body } = await who.post(`${at}/merge`, { merge_strategy: strategy, close_source_branch: true })
    assert.ok([200, 400, 409].includes(status), JSON.stringify(body))
    if (status !== 409) return { status, body }
    await wait(20)
  }
  return assert.fail(`${at} is never merged`)
}

/** Moves sources on while they are merged. */
async function moreOnSources(names: readonly string[]): Promise<void> {
  const work = join(temporary(), 'clone')
  await git('/', 'clone', '-q', remote, work)
  for (const name of names) {
    await git(work, 'checkout', '-q', name)
    await git(work, 'commit', '-q', '--allow-empty', '-m', `${name} more`)
    await tryGit(work, 'push', '-q', 'origin', name)
  }
  await git(bench.work, 'fetch', '-q', work, '+refs/heads/*:refs/remotes/more/*')
}

test('of merges, pushes and commits at once into one branch none takes another away, and none is done twice', async () => {
  for (const name of NAMES) await bench.branch(name, `${name}.txt`, '1', '2')
  const at = await Promise.all(NAMES.map(name => bench.open(name)))
  const merging = at.map((one, place) => merge(one, STRATEGIES[place % STRATEGIES.length]!))
  const rivals = at.map((one, place) => merge(one, STRATEGIES[place % STRATEGIES.length]!, bob))
  const [one, other, written] = await Promise.all([
    pushes('one', 5),
    pushes('other', 5),
    writes(6),
    moreOnSources(['a', 'b', 'c']),
  ])
  await Promise.all(merging)
  const answers = [...(await Promise.all(merging)), ...(await Promise.all(rivals))]
  assert.equal(answers.filter(({ status }) => status === 200).length, NAMES.length)
  await village.work()
  await git(bench.work, 'fetch', '-q', remote, '+main:seen')
  const there = new Set((await git(bench.work, 'rev-list', 'seen')).split('\n'))
  for (const hash of [...one, ...other, ...written]) assert.ok(there.has(hash), `${hash} is lost`)
  let expected = 1 + one.length + other.length + written.length
  for (const [place, path] of at.entries()) {
    const { body } = await ada.get(path)
    assert.equal(body.state, 'MERGED')
    assert.ok(there.has(body.merge_commit.hash), path)
    const brought = Number(await git(bench.work, 'rev-list', '--count', `${first}..${body.source.commit.hash}`))
    const strategy = STRATEGIES[place % STRATEGIES.length]!
    expected += { merge_commit: brought + 1, squash: 1, rebase_fast_forward: brought, rebase_merge: brought + 1 }[
      strategy
    ]
  }
  assert.equal(there.size, expected)
})

test('what is told of the branch leads from its first commit to its last, each step once', async () => {
  const rows = await village.forge.database.reader
    .selectFrom('events')
    .where('key', '=', 'repo:push')
    .select('payload')
    .execute()
  const changes = rows.flatMap(
    ({ payload }) => JSON.parse(payload).changes as { ref: string; old: string; new: string }[],
  )
  const steps = changes.filter(({ ref, old }) => ref === 'refs/heads/main' && old !== null)
  const next = new Map(steps.map(step => [step.old, step.new]))
  assert.equal(next.size, steps.length, 'two have won over the same commit')
  let at = first
  for (let count = 0; count < steps.length; count++) at = next.get(at) ?? assert.fail(`nothing follows ${at}`)
  assert.equal(at, await bench.tip('main'))
})
