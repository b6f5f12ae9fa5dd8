import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { git, ORIGIN, openVillage } from '@pail/testkit'
import { pushFiles } from './testing.ts'

const village = await openVillage()
after(() => village.close())
const { stranger } = village
const at = '/2.0/repositories/acme/site'
const { folder } = await pushFiles(village, 'acme/site')

const history = (path: string) => stranger.get(`${at}/filehistory/${path}`)
const messages = async (path: string) =>
  (await history(path)).body.values.map((one: { commit: { message: string } }) => one.commit.message.trim())

test('what never was has no history', async () => {
  for (const path of ['main/nothing', 'main/..%2Fx', 'nothing/new/name.txt', 'main/'])
    assert.equal((await history(path)).status, 404, path)
  assert.equal((await history('main/nothing')).body.error.message, 'No such file or directory: nothing')
})

test('unknown fields and pages are refused', async () => {
  for (const query of ['q=colour=1', 'sort=colour', 'page=zzz', 'pagelen=101'])
    assert.equal((await history(`main/new/name.txt?${query}`)).status, 400, query)
})

test('a file is shown as each commit left it, newest first, under the name that it had', async () => {
  const { body } = await history('main/new/name.txt')
  assert.deepEqual(Object.keys(body).sort(), ['pagelen', 'values'])
  assert.equal(body.pagelen, 50)
  assert.deepEqual(
    body.values.map((one: { path: string }) => one.path),
    ['new/name.txt', 'old/name.txt', 'old/name.txt'],
  )
  const [, , first] = body.values
  const hash = await git(folder, 'rev-list', '--max-parents=0', 'HEAD')
  assert.equal(first.type, 'commit_file')
  assert.equal(first.commit.hash, hash)
  assert.equal(first.commit.date, undefined)
  assert.equal(first.links.self.href, `${ORIGIN}${at}/src/${hash}/old/name.txt`)
  assert.equal((await stranger.get(first.links.self.href.replace(ORIGIN, ''))).body.length, first.size)
})

test('fields reach into the commits', async () => {
  const { body } = await history('main/new/name.txt?fields=values.path,values.commit.message&pagelen=1')
  assert.deepEqual(body, { values: [{ path: 'new/name.txt', commit: { message: 'Move\n' } }] })
})

test('a name is not followed where that is not wanted', async () => {
  const fields = 'fields=%2Bvalues.commit.message'
  assert.deepEqual(await messages(`main/new/name.txt?renames=false&${fields}`), ['Move'])
  assert.deepEqual(await messages(`main/new/name.txt?renames=true&${fields}`), ['Move', 'Change', 'Begin'])
})

test('q= and sort= choose among all versions', async () => {
  const fields = 'fields=%2Bvalues.commit.message'
  const q = encodeURIComponent('path ~ "old"')
  assert.deepEqual(await messages(`main/new/name.txt?q=${q}&sort=-commit.message&${fields}`), ['Change', 'Begin'])
  assert.deepEqual(await messages(`main/new/name.txt?q=${encodeURIComponent('commit.date < 2000-01-01')}`), [])
})

test('pages lead on to the end', async () => {
  const found: string[] = []
  for (let next = `${at}/filehistory/main/new/name.txt?pagelen=2&fields=values.path,next`; next; ) {
    const { body } = await stranger.get(next)
    found.push(...body.values.map((one: { path: string }) => one.path))
    next = body.next?.replace(ORIGIN, '')
  }
  assert.deepEqual(found, ['new/name.txt', 'old/name.txt', 'old/name.txt'])
})

test('a file that is gone has its history still, and a folder has one too', async () => {
  const { body } = await history('main/old/name.txt')
  assert.equal(body.values[0].path, 'old/name.txt')
  assert.equal(body.values[0].size, null)
  assert.equal((await history('main/docs')).body.values[0].type, 'commit_directory')
})
