import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Oid, oid, packet, refName } from '@pail/git'
import { type OpenHistory, openHistory } from './open-history.ts'

let open: OpenHistory
before(async () => {
  open = await openHistory()
})
after(() => open.close())
const name = async (...revisions: string[]) => open.node.resolve(open.storage, revisions)
const git = (...args: string[]) => open.history.git(...args)
const own = (...args: string[]) => execFileSync('git', args, { cwd: open.dir }).toString().trim()
const main = () => oid(git('rev-parse', 'main'))

test('operators of git name nothing', async () => {
  const main = git('rev-parse', 'main')
  const odd = [
    'main^',
    'main~1',
    '@',
    'main@{0}',
    'main:src',
    'v1..main',
    '-x',
    '--all',
    '',
    ' ',
    `${main}^`,
    ':/first',
  ]
  assert.deepEqual(
    await name(...odd),
    odd.map(() => null),
  )
})

test('what is not there, or has too few digits, is nothing', async () => {
  assert.deepEqual(await name('nope', 'f'.repeat(40), main().slice(0, 3), 'refs/heads/nope'), [null, null, null, null])
})

test('a file or tree is nothing by its own id', async () => {
  assert.deepEqual(await name(git('rev-parse', 'main^{tree}'), git('rev-parse', 'main:src/app.ts')), [null, null])
})

test('hidden refs and what only they reach name nothing', async () => {
  const { hidden } = open.history
  assert.deepEqual(await name('refs/keep/1', hidden, hidden.slice(0, 12)), [null, null, null])
})

test('what a pull request reaches has an id and no name, and is in no list', async () => {
  const { reviewed } = open.history
  const found = { oid: reviewed, kind: 'commit' }
  assert.deepEqual(await name('refs/pull-requests/1/from', reviewed, reviewed.slice(0, 12), reviewed.toUpperCase()), [
    null,
    found,
    found,
    found,
  ])
  const { values } = await open.node.log(open.storage, { include: [], limit: 1000 })
  assert.ok(!values.some(({ hash }) => hash === reviewed))
  const request = Buffer.concat(
    ['command=fetch\n', '', `want ${reviewed}\n`, 'done\n'].map(line =>
      line === '' ? Buffer.from('0001') : packet(line),
    ),
  )
  const body = { version: 2 as const, request: Buffer.concat([request, Buffer.from('0000')]) }
  await assert.rejects(open.node.uploadPack(open.storage, body), /not our ref/)
})

test('what only a deleted branch reached names nothing', async () => {
  const { deleted } = open.history
  assert.deepEqual(await name(deleted, deleted.slice(0, 12), deleted.toUpperCase()), [null, null, null])
})

test('a commit is public no longer than a branch reaches it', async () => {
  const ref = refName('refs/heads/for-a-while')
  const id = own('commit-tree', '-m', 'passing', '-p', 'main', 'main^{tree}') as Oid
  assert.deepEqual(await name(id), [null])
  await open.node.updateRefs(open.storage, { changes: [{ ref, old: null, new: id }], atomic: true })
  assert.deepEqual(await name(id, git('rev-parse', 'v1')), [
    { oid: id, kind: 'commit' },
    { oid: git('rev-parse', 'v1'), kind: 'commit' },
  ])
  await open.node.updateRefs(open.storage, { changes: [{ ref, old: id, new: null }], atomic: true })
  assert.deepEqual(await name(id, id.slice(0, 9)), [null, null])
})

test('a commit that another repository shares objects with is not seen from here', async () => {
  const fork = randomUUID()
  await open.node.create(fork, { defaultBranch: 'main' })
  const dir = join(open.folder, 'repositories', fork.slice(0, 2), fork.slice(2, 4), `${fork}.git`)
  await mkdir(join(dir, 'objects/info'), { recursive: true })
  await writeFile(join(dir, 'objects/info/alternates'), `${open.dir}/objects\n`)
  await open.node.updateRefs(fork, {
    changes: [{ ref: refName('refs/heads/main'), old: null, new: oid(git('rev-parse', 'v1')) }],
    atomic: true,
  })
  const tip = main()
  assert.deepEqual(await open.node.resolve(fork, [tip, tip.slice(0, 10)]), [null, null])
  assert.equal((await open.node.resolve(fork, ['main']))[0] !== null, true)
})

test('several commits that begin alike are ambiguous, but only where all of them are public', async () => {
  const tree = own('rev-parse', 'main^{tree}')
  const made = new Map<string, string>()
  let pair: [string, string] | undefined
  for (let at = 0; !pair; at++) {
    const id = own('commit-tree', '-m', `${at}`, tree)
    const other = made.get(id.slice(0, 4))
    if (other) pair = [other, id]
    made.set(id.slice(0, 4), id)
  }
  const [a, b] = pair as [Oid, Oid]
  const move = (ref: string, id: Oid) =>
    open.node.updateRefs(open.storage, { changes: [{ ref: refName(ref), old: null, new: id }], atomic: true })
  await move('refs/keep/2', b)
  await move('refs/heads/one', a)
  assert.deepEqual(await name(a.slice(0, 4)), [{ oid: a, kind: 'commit' }])
  await move('refs/heads/two', b)
  assert.deepEqual(await name(a.slice(0, 4), a), ['ambiguous', { oid: a, kind: 'commit' }])
})

test('branches, tags, HEAD and full names lead to their commits', async () => {
  const ref = (text: string) => refName(text)
  const v1 = oid(git('rev-parse', 'v1'))
  assert.deepEqual(await name('main', 'HEAD', 'refs/heads/main', 'feature/x', 'v1', 'refs/tags/v1'), [
    { oid: main(), kind: 'commit', ref: ref('refs/heads/main') },
    { oid: main(), kind: 'commit', ref: ref('refs/heads/main') },
    { oid: main(), kind: 'commit', ref: ref('refs/heads/main') },
    { oid: oid(git('rev-parse', 'feature/x')), kind: 'commit', ref: ref('refs/heads/feature/x') },
    { oid: v1, kind: 'commit', ref: ref('refs/tags/v1') },
    { oid: v1, kind: 'commit', ref: ref('refs/tags/v1') },
  ])
})

test('an annotated tag is followed to its end, by name and by id', async () => {
  const [nested, byId, file] = await name('nested', git('rev-parse', 'v2'), 'of-file')
  assert.deepEqual(nested, {
    ...{ oid: git('rev-parse', 'v2^{}'), kind: 'commit', ref: 'refs/tags/nested' },
    tag: git('rev-parse', 'nested'),
  })
  assert.deepEqual(byId, {
    ...{ oid: git('rev-parse', 'v2^{}'), kind: 'commit', ref: 'refs/tags/v2' },
    tag: git('rev-parse', 'v2'),
  })
  assert.deepEqual(file, { oid: git('rev-parse', 'of-file'), kind: 'blob', ref: 'refs/tags/of-file' })
})

test('a branch comes before a tag, and both before the digits of a commit', async () => {
  const [v1, tip] = [oid(git('rev-parse', 'v1')), main()]
  const digits = tip.slice(0, 8)
  own('update-ref', 'refs/tags/both', v1)
  own('update-ref', 'refs/heads/both', tip)
  own('update-ref', `refs/tags/${digits}`, v1)
  const found = await name('both', digits)
  assert.deepEqual(
    found.map(resolution => resolution && resolution !== 'ambiguous' && resolution.oid),
    [tip, v1],
  )
})

test('every public commit is found by its id and by its first digits', async () => {
  const { commits } = open.history
  const found = await name(...commits, ...commits.map(id => id.slice(0, 12).toUpperCase()))
  assert.deepEqual(
    found,
    [...commits, ...commits].map(id => ({ oid: id, kind: 'commit' })),
  )
})

test('an empty repository has no HEAD', async () => {
  const empty = randomUUID()
  await open.node.create(empty, { defaultBranch: 'main' })
  assert.deepEqual(await open.node.resolve(empty, ['HEAD', 'main', main()]), [null, null, null])
})
