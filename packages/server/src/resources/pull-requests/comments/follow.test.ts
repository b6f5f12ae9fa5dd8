import assert from 'node:assert/strict'
import { readdir, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { seek } from '../store.ts'
import { followLines } from './follow.ts'
import { makeComment } from './make.ts'
import { lines, openReview } from './testing.ts'

const { village, copy, at, say, push } = await openReview()
after(() => village.close())
const { ada, bob, eve, stranger } = village
const comments = `${at}/comments`

/** Where a comment is now, in few words. */
async function where(id: number): Promise<string> {
  const { inline } = (await stranger.get(`${comments}/${id}`)).body
  const range = (first: number | null, last: number | null) => (last === null ? '' : `${first ?? last}-${last}`)
  const side =
    inline.from === null ? `:${range(inline.start_to, inline.to)}` : `<${range(inline.start_from, inline.from)}`
  return `${inline.path}${side}${inline.outdated ? ' outdated' : ''}`
}
const place = async (inline: object) => (await say(ada, 'Here', { inline })).body.id as number
/** a.txt as the source branch has it. */
const text = lines(1, 10) + 'more\n' + lines(11, 20)

test('a comment is shown with what it was made at', async () => {
  const { body } = await say(eve, 'Why?', { inline: { path: 'a.txt', start_to: 10, to: 11 } })
  const [source, base] = [await copy.git('rev-parse', 'feature'), await copy.git('rev-parse', 'main')]
  assert.deepEqual(body.inline, {
    ...{ path: 'a.txt', from: null, to: 11, start_from: null, start_to: 10, outdated: false },
    ...{ context_lines: 'line 10\nmore', src_rev: source.slice(0, 12), dest_rev: base.slice(0, 12) },
    base_rev: base.slice(0, 12),
  })
  const { pathname, searchParams } = new URL(body.links.code.href)
  assert.match(
    decodeURIComponent(pathname),
    new RegExp(`/diff/acme/site:${source.slice(0, 12)}\r${base.slice(0, 12)}$`),
  )
  assert.equal(searchParams.get('path'), 'a.txt')
  const shown = await stranger.get(body.links.code.href.replace('http://pail.test', ''))
  assert.match(shown.body, /^\+more$/m)
  await eve.delete(`${comments}/${body.id}`)
})

test('of both sides the old one counts, and a range of one line is a line', async () => {
  assert.equal(await where(await place({ path: 'a.txt', from: 3, to: 4 })), 'a.txt<3-3')
  assert.equal(await where(await place({ path: 'a.txt', start_to: 4, to: 4 })), 'a.txt:4-4')
})

test('a comment goes with the lines that it is about, until they are changed', async () => {
  const one = await place({ path: 'a.txt', to: 5 })
  const range = await place({ path: 'a.txt', start_to: 11, to: 13 })
  const old = await place({ path: 'a.txt', from: 7 })
  const file = await place({ path: 'a.txt' })
  const { body: answer } = await say(bob, 'Indeed', { parent: { id: range } })
  await push({ 'a.txt': `top\n${text}` })
  const all = () => Promise.all([one, range, old, file, answer.id].map(where))
  assert.deepEqual(await all(), ['a.txt:6-6', 'a.txt:12-14', 'a.txt<7-7', 'a.txt:', 'a.txt:12-14'])
  const changed = text.replace('line 5\n', 'line five\n').replace('line 11\n', 'line 11\nbetween\n')
  const hash = await push({ 'a.txt': changed })
  const gone = ['a.txt:5-5 outdated', 'a.txt:11-13 outdated', 'a.txt<7-7', 'a.txt:', 'a.txt:11-13 outdated']
  assert.deepEqual(await all(), gone)
  const { inline, links } = (await stranger.get(`${comments}/${one}`)).body
  assert.equal(inline.context_lines, 'line 5')
  assert.notEqual(inline.src_rev, hash.slice(0, 12))
  assert.ok(decodeURIComponent(links.code.href).includes(inline.src_rev))
  const found = await stranger.get(`${comments}?q=inline.outdated%3Dtrue`)
  assert.equal(found.body.size, 3)
  await push({ 'a.txt': text })
  assert.deepEqual(await all(), ['a.txt:5-5', 'a.txt:11-13', 'a.txt<7-7', 'a.txt:', 'a.txt:11-13'])
})

test('a comment goes with its file under another name, and is outdated where that is gone', async () => {
  const line = await place({ path: 'a.txt', to: 12 })
  const file = await place({ path: 'a.txt' })
  await copy.git('checkout', '-q', 'feature')
  await copy.git('mv', 'a.txt', 'näme "b".txt')
  await push({ 'näme "b".txt': `top\n${text}` })
  assert.deepEqual([await where(line), await where(file)], ['näme "b".txt:13-13', 'näme "b".txt:'])
  const old = await place({ path: 'näme "b".txt', from: 12 })
  assert.equal((await stranger.get(`${comments}/${old}`)).body.inline.context_lines, 'line 12')
  await copy.git('rm', '-q', 'näme "b".txt')
  await push({ 'kept.txt': lines(1, 6) })
  assert.deepEqual([await where(line), await where(file)], ['a.txt:12-12 outdated', 'a.txt: outdated'])
  await push({ 'a.txt': text })
  assert.deepEqual([await where(line), await where(file)], ['a.txt:12-12', 'a.txt:'])
})

test('a comment is found again after the branch was rewritten, be what was seen nowhere else', async () => {
  await push({ 'seen.txt': lines(1, 9) })
  const here = await place({ path: 'seen.txt', to: 8 })
  await copy.git('checkout', '-q', '-B', 'feature', 'main')
  await push({ 'a.txt': text, 'seen.txt': `new\n${lines(1, 9)}` }, '--force')
  assert.equal(await where(here), 'seen.txt:9-9')
  await tidyUp()
  await push({ 'seen.txt': lines(3, 9) })
  assert.equal(await where(here), 'seen.txt:6-6')
})

/** Drops what nothing leads to, as if it had been there for long. */
async function tidyUp(): Promise<void> {
  const storages = join(village.forge.config.dataDirectory, 'git')
  for (const one of await readdir(storages, { recursive: true, withFileTypes: true }))
    if (one.isFile() && one.parentPath.includes('/objects')) await utimes(join(one.parentPath, one.name), 0, 0)
  await village.forge.git.maintain(village.site.uuid, { seconds: 60, thorough: true, graceDays: 1 })
}

test('lines of the old version move when what both sides share does', async () => {
  const old = await place({ path: 'a.txt', from: 4 })
  await copy.commit('main', { 'a.txt': `one\ntwo\n${lines(1, 20)}` })
  await copy.push('acme/site', 'main')
  await village.work()
  assert.equal(await where(old), 'a.txt<4-4')
  await copy.git('checkout', '-q', 'feature')
  await copy.git('merge', '-q', '-m', 'Merge', 'main')
  await push({ 'kept.txt': 'kept\n' })
  assert.equal(await where(old), 'a.txt<6-6')
})

test('what the destination takes of the source is what both sides share from then on', async () => {
  const made = await stacked()
  const { body } = await ada.post(`${made}/comments`, {
    content: { raw: 'Hm' },
    inline: { path: 'stack.txt', from: 2 },
  })
  await copy.push('acme/site', 'lower:main')
  await village.work()
  const { inline } = (await stranger.get(`${made}/comments/${body.id}`)).body
  assert.deepEqual([inline.from, inline.outdated], [3, false])
})

/** A pull request of two commits, the first of which the destination gets later. */
async function stacked(): Promise<string> {
  await copy.commit('main', { 'stack.txt': lines(1, 5) })
  await copy.commit('lower', { 'stack.txt': `new\n${lines(1, 5)}` })
  await copy.commit('upper', { 'stack.txt': `new\n${lines(1, 5)}end\n` }, 'lower')
  await copy.push('acme/site', 'main', 'lower', 'upper')
  const all = '/2.0/repositories/acme/site/pullrequests'
  const { body } = await ada.post(all, { title: 'Stack', source: { branch: { name: 'upper' } } })
  return `${all}/${body.id}`
}

test('a place that no file has is kept as it is', async () => {
  const odd = await place({ path: '../x', to: 400 })
  const far = await place({ path: 'kept.txt', to: 400 })
  await push({ 'other.txt': 'x\n' })
  assert.deepEqual([await where(odd), await where(far)], ['../x:400-400', 'kept.txt:400-400'])
})

test('a comment that was written while somebody pushed follows the push', async () => {
  await push({ 'late.txt': lines(1, 5) })
  const { reader } = village.forge.database
  const before = await seek(reader, village.site, 1)
  await push({ 'late.txt': `new\n${lines(1, 5)}` })
  const credential = { uuid: '', kind: 'api_token', scopes: ['*'], granted: new Set(['*']) } as const
  const input = { content: { raw: 'Late' }, inline: { path: 'late.txt', to: 2 } }
  const made = await makeComment(village.forge, before!, { ...village.users.bob, credential }, input)
  assert.equal(await where(made.id), 'late.txt:3-3')
})

test('where nothing leads to what was seen any more its comments are outdated', async () => {
  await push({ 'lost.txt': lines(1, 9) })
  const here = await place({ path: 'lost.txt', to: 8 })
  const { refs } = await village.forge.git.refs(village.site.uuid)
  const changes = refs
    .filter(({ name }) => name.includes('/seen/'))
    .map(({ name, oid }) => ({ ref: name, old: oid, new: null }))
  await village.forge.git.updateRefs(village.site.uuid, { changes, atomic: true })
  await copy.git('checkout', '-q', '-B', 'feature', 'main')
  await push({ 'lost.txt': lines(1, 9) }, '--force')
  assert.equal(await where(here), 'lost.txt:8-8 outdated')
  assert.equal((await say(bob, 'Still', { inline: { path: 'lost.txt', to: 8 } })).status, 201)
})

test('handing an event over again changes nothing', async () => {
  const read = async () => (await stranger.get(`${comments}?pagelen=100`)).body.values
  const before = await read()
  const { reader } = village.forge.database
  const row = await reader.selectFrom('events').where('key', '=', 'pullrequest:updated').selectAll().execute()
  for (const { id, key, payload, created_on: createdOn } of row)
    await followLines({ id, key, payload: JSON.parse(payload), createdOn }, village.forge)
  assert.ok(row.length > 0)
  assert.deepEqual(await read(), before)
})
