import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { git, ORIGIN, openVillage } from '@pail/testkit'
import { pushFiles } from './testing.ts'

const village = await openVillage()
after(() => village.close())
const { stranger } = village
const src = '/2.0/repositories/acme/site/src'
const { folder, tip } = await pushFiles(village, 'acme/site')
await git(folder, 'push', '-q', await village.remote('acme/site'), 'HEAD:refs/heads/moving')

const list = (path: string) => stranger.get(`${src}/${path}`)
const paths = async (path: string): Promise<string[]> => {
  const { status, body } = await list(path)
  assert.equal(status, 200, JSON.stringify(body))
  return body.values.map((one: { path: string }) => one.path)
}
const filtered = (q: string, more = '') => paths(`main/?pagelen=100&q=${encodeURIComponent(q)}${more}`)

async function walk(start: string): Promise<string[]> {
  const found: string[] = []
  for (let next: string | undefined = start; next; ) {
    const { body } = await stranger.get(next.replace(ORIGIN, ''))
    found.push(...body.values.map((one: { path: string }) => one.path))
    next = body.next
  }
  return found
}

test('an unknown field and a depth that is none are refused', async () => {
  for (const query of [
    'q=colour%3D"red"',
    'sort=colour',
    'max_depth=0',
    'max_depth=deep',
    'max_depth=1.5',
    'pagelen=101',
  ])
    assert.equal((await list(`main/?${query}`)).status, 400, query)
})

test('a page that nobody handed out is refused', async () => {
  for (const query of [
    'page=2',
    'page=zzz',
    'page=-1&sort=size',
    `page=${tip}.o9999999&sort=size`,
    `page=${tip}.zzz`,
    `page=${tip}`,
    'page=x&q=size%3E1',
  ])
    assert.equal((await list(`main/?${query}`)).status, 400, query)
})

test('what is nowhere cannot be listed', async () => {
  const { status, body } = await list('main/nothing/')
  assert.equal(status, 404)
  assert.equal(body.error.message, 'No such file or directory: nothing')
})

test('a folder has its entries in the order of git, by opaque pages without a size', async () => {
  const names = (await git(folder, 'ls-tree', '--name-only', 'HEAD')).split('\n')
  assert.ok(names.length > 10)
  const { body } = await list('main/')
  assert.deepEqual(Object.keys(body).sort(), ['next', 'pagelen', 'values'])
  assert.equal(body.pagelen, 10)
  assert.equal(body.values.length, 10)
  assert.deepEqual(await walk(`${src}/main/?pagelen=4`), names)
})

test('pages go on in the commit in which they began, unless it is gone', async () => {
  const { body } = await list('moving/?pagelen=1')
  await git(folder, 'push', '-q', await village.remote('acme/site'), '+HEAD~2:refs/heads/moving')
  const next = await stranger.get(body.next.replace(ORIGIN, ''))
  assert.equal(next.body.values[0].path, 'README.md')
  assert.equal(next.body.values[0].commit.hash, tip)
  const forged = body.next.replace(/page=[0-9a-f]{40}/, `page=${'1'.repeat(40)}`).replace(ORIGIN, '')
  assert.equal((await stranger.get(forged)).status, 404)
})

test('the root needs no slash, nor does any folder', async () => {
  assert.deepEqual(await paths('main'), await paths('main/'))
  assert.deepEqual(await paths('main/docs'), await paths('main/docs/'))
  assert.deepEqual(await paths('main/docs'), await paths('main/docs%2F'))
  assert.deepEqual(await paths('feature/x'), ['new'])
})

test('entries lead on by the full hash', async () => {
  const { body } = await list('main/docs/')
  const [folder, , file] = body.values
  assert.equal(folder.type, 'commit_directory')
  assert.equal(folder.links.self.href, `${ORIGIN}${src}/${tip}/docs/a%20b/`)
  assert.equal(file.type, 'commit_file')
  assert.equal(file.path, 'docs/guide.md')
  assert.equal(file.links.self.href, `${ORIGIN}${src}/${tip}/docs/guide.md`)
  assert.equal(file.commit.hash, tip)
  assert.equal(file.size, 6)
  assert.equal(file.last_commit, undefined)
})

test('a depth goes down level by level', async () => {
  const two = await walk(`${src}/main/docs?max_depth=2&pagelen=3`)
  assert.deepEqual(two, ['docs/a b', 'docs/deep', 'docs/guide.md', 'docs/outside', 'docs/a b/"ü".txt', 'docs/deep/er'])
  const all = await walk(`${src}/main/docs?max_depth=1000000`)
  assert.deepEqual(all, [...two, 'docs/deep/er/notes.txt'])
})

test('q= chooses by size, type, path and attributes', async () => {
  assert.deepEqual(await filtered('size > 1024'), ['numbers.txt'])
  assert.deepEqual(await filtered('attributes = "binary"'), ['paper.pdf', 'picture.png'])
  assert.deepEqual(await filtered('attributes = "executable" or attributes = "link"'), ['linked', 'script.sh'])
  assert.deepEqual(await filtered('type = "commit_directory" and path ~ "DOC"'), ['docs'])
  assert.deepEqual(await filtered('size = null and type = "commit_file"'), [])
  assert.deepEqual(await filtered('path ~ "notes"', '&max_depth=9'), ['docs/deep/er/notes.txt'])
})

test('sort= orders all pages together', async () => {
  const sizes = await walk(`${src}/main/?sort=-size&q=size%20%3E%200&pagelen=3`)
  assert.equal(sizes[0], 'numbers.txt')
  assert.deepEqual((await walk(`${src}/main/?sort=-path&pagelen=4`)).toReversed(), await walk(`${src}/main/`))
})

test('the last commit of each entry comes when it is asked for, whole', async () => {
  const { body } = await list('main/?fields=%2Bvalues.last_commit&pagelen=100')
  for (const { path, last_commit } of body.values) {
    const hash = await git(folder, 'log', '-1', '--format=%H', '--', path)
    assert.equal(last_commit.hash, hash, path)
    assert.equal(last_commit.author.raw, 'Ada <ada@example.com>')
    assert.equal(last_commit.author.user.display_name, 'Ada')
  }
})

test('last commits are known at every depth and after a filter', async () => {
  const { body } = await list(
    `main/?max_depth=3&fields=values.path,values.last_commit.hash&pagelen=100&q=${encodeURIComponent('path ~ "name.txt" or path ~ "notes"')}`,
  )
  for (const { path, last_commit } of body.values)
    assert.equal(last_commit?.hash, await git(folder, 'log', '-1', '--format=%H', '--', path), path)
})

test('the commit of an entry is the one that was asked for, and has more on request', async () => {
  const { body } = await list('feature/x/new?fields=values.commit.message,values.path')
  assert.deepEqual(body, {
    values: [
      { path: 'new/.keep', commit: { message: 'Move\n' } },
      { path: 'new/name.txt', commit: { message: 'Move\n' } },
    ],
  })
})
