import assert from 'node:assert/strict'
import { renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { lines, openWork } from './testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, stranger } = village
const work = await openWork()
const site = '/2.0/repositories/acme/site'
const at: Record<string, string> = {}
const odd = 'a b/"quo\\ted"\n\u00e9.txt'

before(async () => {
  at.base = await work.commit('Begin', {
    'text.txt': lines(),
    'docs/guide.md': lines({ 2: 'guide' }),
    'docs/notes.md': lines({ 2: 'notes' }),
    'docs/gone.md': 'gone\n',
    'lib/x.txt': lines({ 2: 'x' }),
    'logo.bin': Buffer.from([0, 1]),
  })
  await work.git('checkout', '-q', '-b', 'feature/x')
  renameSync(join(work.folder, 'docs/guide.md'), join(work.folder, 'docs/manual.md'))
  symlinkSync('text.txt', join(work.folder, 'link'))
  rmSync(join(work.folder, 'docs/gone.md'))
  writeFileSync(join(work.folder, 'run.sh'), '#!/bin/sh\n', { mode: 0o755 })
  await work.commit('Change much', {
    'text.txt': lines({ 3: 'three', 20: 'twenty' }),
    'logo.bin': Buffer.from([0, 2]),
    'docs/notes.md': lines({ 2: 'notes', 9: 'nine' }),
    [odd]: 'odd\nodd\n',
  })
  await work.git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},module`)
  await work.git('commit', '-q', '-m', 'Add a library')
  at.feature = await work.git('rev-parse', 'HEAD')
  await work.git('checkout', '-q', 'main')
  rmSync(join(work.folder, 'docs/notes.md'))
  renameSync(join(work.folder, 'docs/guide.md'), join(work.folder, 'docs/handbook.md'))
  at.main = await work.commit('Meanwhile', { 'text.txt': lines({ 3: 'drei' }), 'other.txt': 'other\n' })
  await work.git('checkout', '-q', '--orphan', 'alien')
  await work.git('rm', '-rfq', '.')
  await work.commit('From elsewhere', { 'text.txt': 'alien\n' })
  await work.git('push', '-q', '--all', await village.remote('acme/site'))
})

interface Shown {
  status: string
  lines_added: number
  lines_removed: number
  old: { path: string } | null
  new: { path: string } | null
}
const list = async (path: string): Promise<Shown[]> => {
  const { status, body } = await ada.get(`${site}/diffstat/${path}`)
  assert.equal(status, 200, JSON.stringify(body))
  assert.equal(body.size, body.values.length)
  return body.values
}
const brief = (shown: readonly Shown[]) =>
  Object.fromEntries(
    shown.map(({ status, lines_added, lines_removed, ...one }) => {
      const path = one.new?.path ?? one.old?.path
      return [path, `${status} +${lines_added} -${lines_removed}`]
    }),
  )

test('a page is asked for within its bounds', async () => {
  assert.equal((await ada.get(`${site}/diffstat/main?pagelen=5001`)).body.error.message, 'Invalid pagelen')
  assert.equal((await ada.get(`${site}/diffstat/main?page=0`)).body.error.message, 'Invalid page')
  assert.equal((await ada.get(`${site}/diffstat/nothing`)).status, 404)
  assert.equal((await ada.get(`${site}/diffstat/main?topic=true&merge=false`)).status, 400)
})

test('what would conflict for two revisions is no conflict for one', async () => {
  assert.deepEqual(brief(await list(`${at.main}`)), {
    'docs/handbook.md': 'renamed +0 -0',
    'docs/notes.md': 'removed +0 -30',
    'other.txt': 'added +1 -0',
    'text.txt': 'modified +1 -1',
  })
})

test('each changed file is told with its counts', async () => {
  assert.deepEqual(brief(await list(`feature/x..${at.base}`)), {
    [odd]: 'added +2 -0',
    'docs/gone.md': 'removed +0 -1',
    'docs/manual.md': 'renamed +0 -0',
    'docs/notes.md': 'modified +1 -1',
    link: 'added +1 -0',
    'logo.bin': 'modified +0 -0',
    module: 'added +1 -0',
    'run.sh': 'added +1 -0',
    'text.txt': 'modified +2 -2',
  })
})

test('both sides of a file lead to where it is', async () => {
  const [shown] = await list(`feature/x..${at.base}?path=docs/guide.md&path=docs/manual.md`)
  const there = (path: string, hash = '') => ({
    type: 'commit_file',
    path,
    escaped_path: path,
    links: { self: { href: `http://pail.test${site}/src/${hash}/${path}` } },
  })
  assert.deepEqual(shown, {
    type: 'diffstat',
    status: 'renamed',
    lines_added: 0,
    lines_removed: 0,
    old: there('docs/guide.md', at.base),
    new: there('docs/manual.md', at.feature),
  })
})

test('a path with special characters is also given as a diff writes it', async () => {
  const { body } = await ada.get(`${site}/diffstat/feature/x..${at.base}?fields=values.new.*`)
  const found = body.values.find((one: Shown) => one.new?.path === odd)
  assert.equal(found.new.escaped_path, '"a b/\\"quo\\\\ted\\"\\n\\303\\251.txt"')
})

test('special files say what they are', async () => {
  const { body } = await ada.get(`${site}/diffstat/feature/x..${at.base}?fields=values.new.path,values.new.attributes`)
  const special = body.values
    .map((one: { new: { attributes?: string[]; path: string } | null }) => one.new)
    .filter((one: { attributes?: string[] } | null) => one?.attributes)
  assert.deepEqual(special, [
    { path: 'link', attributes: ['link'] },
    { path: 'logo.bin', attributes: ['binary'] },
    { path: 'module', attributes: ['subrepository'] },
    { path: 'run.sh', attributes: ['executable'] },
  ])
})

test('white space, renames and paths are as wished', async () => {
  const apart = brief(await list(`feature/x..${at.base}?renames=false&path=docs`))
  assert.equal(apart['docs/guide.md'], 'removed +0 -30')
  assert.equal(apart['docs/manual.md'], 'added +30 -0')
  assert.equal(Object.keys(apart).length, 4)
  assert.equal((await list(`feature/x..${at.base}?ignore_whitespace=true`)).length, 9)
})

test('files at which a merge would fail say how', async () => {
  const statuses = brief(await list('feature/x..main'))
  assert.equal(statuses['text.txt'], 'merge conflict +2 -2')
  assert.equal(statuses['docs/notes.md'], 'local deleted +1 -1')
  assert.equal(statuses['docs/manual.md'], 'rename conflict +0 -0')
  assert.equal(statuses['docs/gone.md'], 'removed +0 -1')
  assert.equal(brief(await list('main..feature/x'))['docs/notes.md'], 'remote deleted +0 -30')
})

test('a plain comparison tells of no conflicts', async () => {
  const statuses = new Set((await list('feature/x..main?topic=false')).map(one => one.status))
  assert.deepEqual([...statuses].sort(), ['added', 'modified', 'removed', 'renamed'])
})

test('histories that never met are compared as they are', async () => {
  const found = brief(await list('alien..main'))
  assert.equal(found['text.txt'], 'merge conflict +1 -30')
  assert.equal(found['other.txt'], 'removed +0 -1')
})

test('a page is part of the whole and leads to the next', async () => {
  const all = await list('feature/x..main')
  const { body } = await stranger.get(`${site}/diffstat/feature/x..main?pagelen=4&page=2`)
  assert.deepEqual(body.values, all.slice(4, 8))
  assert.deepEqual([body.size, body.page, body.pagelen], [9, 2, 4])
  assert.match(body.next, /diffstat\/feature\/x\.\.main\?pagelen=4&page=3$/)
  const end = await stranger.get(`${site}/diffstat/feature/x..main?page=7`)
  assert.deepEqual([end.body.values, end.body.next], [[], undefined])
  assert.equal((await ada.get(`${site}/diffstat/main`)).body.pagelen, 500)
})

test('conflicts need two revisions', async () => {
  const { status, body } = await ada.get(`${site}/file-conflicts/main`)
  assert.deepEqual([status, body.error.message], [400, 'spec: this is not two revisions separated by two dots'])
  assert.equal((await ada.get(`${site}/file-conflicts/main..nothing`)).status, 404)
})

test('files that somebody must decide about are listed with the reason', async () => {
  const { body } = await stranger.get(`${site}/file-conflicts/feature/x..main?pagelen=2`)
  const { size, values } = body
  assert.equal(size, 5)
  assert.deepEqual(Object.keys(values[0]), ['path', 'scenario', 'message'])
  const all = (await ada.get(`${site}/file-conflicts/feature/x..main`)).body.values as {
    path: string
    scenario: string
    message: string
  }[]
  assert.deepEqual(
    all.map(({ path, scenario }) => `${path} ${scenario}`),
    [
      'docs/guide.md rename',
      'docs/handbook.md rename',
      'docs/manual.md rename',
      'docs/notes.md deleted-by-ours',
      'text.txt content',
    ],
  )
  assert.match(all[4]!.message, /^CONFLICT \(content\)/)
})

test('what merges has no conflicts', async () => {
  assert.deepEqual((await ada.get(`${site}/file-conflicts/feature/x..${at.base}`)).body.values, [])
})
