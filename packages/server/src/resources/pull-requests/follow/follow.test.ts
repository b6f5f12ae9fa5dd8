import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { workingCopy } from '../testing.ts'
import { followPush } from './follow.ts'
import { supersede } from './supersede.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, stranger, users, site, forge } = village
const copy = await workingCopy(village)
const all = '/2.0/repositories/acme/site/pullrequests'

/** The address of a new pull request of bob's into a branch of its own, that begins as main is. */
async function made(name: string): Promise<string> {
  await copy.push('acme/site', `main:refs/heads/into-${name}`)
  await copy.commit(name, { [name]: `${name}\n` })
  await copy.push('acme/site', name)
  const destination = { branch: { name: `into-${name}` } }
  const { body } = await bob.post(all, { title: name, source: { branch: { name } }, destination })
  await village.work()
  await village.events()
  return `${all}/${body.id}`
}
const shown = async (at: string) => (await stranger.get(at)).body
const newest = async (at: string) => (await stranger.get(`${at}/activity`)).body.values[0]
const pushed = async (...refs: string[]) => {
  await copy.push('acme/site', ...refs)
  await village.work()
}
const restrict = async (kind: string, pattern: string) => {
  const made = await ada.post('/2.0/repositories/acme/site/branch-restrictions', {
    kind,
    branch_match_kind: 'glob',
    pattern,
  })
  assert.equal(made.status, 201, JSON.stringify(made.body))
}

test('a push to the source moves the pull request, and is told and noted', async () => {
  const at = await made('moving')
  const before = await shown(at)
  const tip = await copy.commit('moving', { moving: 'moved\n' })
  await pushed('moving')
  const after = await shown(at)
  assert.equal(after.source.commit.hash, tip.slice(0, 12))
  assert.ok(after.updated_on > before.updated_on)
  assert.deepEqual(await village.events(), ['repo:push', 'pullrequest:push', 'pullrequest:updated'])
  const { update } = await newest(at)
  assert.equal(update.author.nickname, 'ada')
  assert.deepEqual(Object.keys(update.changes), ['source'])
  assert.deepEqual(
    [update.changes.source.old.commit.hash, update.changes.source.new.commit.hash],
    [before.source.commit.hash, after.source.commit.hash],
  )
})

test('what rewrites the source moves it as well, and its commits are held', async () => {
  const at = await made('rewritten')
  await copy.git('commit', '-q', '--amend', '-m', 'Otherwise')
  const tip = await copy.git('rev-parse', 'HEAD')
  await pushed('+rewritten')
  assert.equal((await shown(at)).source.commit.hash, tip.slice(0, 12))
  await pushed(':rewritten')
  assert.equal((await stranger.get(`/2.0/repositories/acme/site/commit/${tip}`)).status, 200)
})

test('handing a push over again changes nothing', async () => {
  const at = await made('again')
  const old = await copy.git('rev-parse', 'HEAD')
  const tip = await copy.commit('again', { again: '2\n' })
  await pushed('again')
  const before = await shown(at)
  await village.events()
  const changes = [{ ref: 'refs/heads/again', old, new: tip, forced: false }]
  const payload = { repository: site.uuid, actor: users.ada.uuid, changes }
  await followPush({ id: '1', key: 'repo:push', payload, createdOn: '' }, forge)
  assert.deepEqual(await village.events(), [])
  assert.deepEqual(await shown(at), before)
})

test('a branch that is deleted leaves its pull request open, without commits, and compared all the same', async () => {
  const at = await made('deleted')
  await pushed(':deleted')
  const { state, source } = await shown(at)
  assert.deepEqual([state, source.branch.name], ['OPEN', 'deleted'])
  assert.deepEqual((await stranger.get(`${at}/commits`)).body.values, [])
  const diff = (await stranger.get(`${at}/diff`)).headers.get('location')
  assert.match((await stranger.get(diff!)).body, /\+deleted/)
})

test('a destination that is deleted leaves its pull request as it was, compared all the same', async () => {
  const at = await made('baseless')
  await copy.commit('into-baseless', { base: 'base\n' }, 'main')
  await pushed('into-baseless')
  const { destination } = await shown(at)
  await pushed(':into-baseless')
  const after = await shown(at)
  assert.deepEqual([after.state, after.destination], ['OPEN', destination])
  const diff = (await stranger.get(`${at}/diff`)).headers.get('location')
  assert.match((await stranger.get(diff!)).body, /\+baseless/)
  assert.equal((await stranger.get(`${at}/commits`)).body.values.length, 1)
})

test('what a closed pull request was compared with is held when the destination is rewritten', async () => {
  const at = await made('kept')
  await copy.commit('into-kept', { base: 'base\n' }, 'main')
  await pushed('into-kept')
  await ada.post(`${at}/decline`)
  await pushed('+main:into-kept')
  await village.work()
  const diff = (await stranger.get(`${at}/diff`)).headers.get('location')
  assert.match((await stranger.get(diff!)).body, /\+kept/)
})

test('the destination is followed without a word', async () => {
  const at = await made('beside')
  const { updated_on } = await shown(at)
  const tip = await copy.commit('into-beside', { other: 'x\n' })
  await pushed('into-beside')
  const after = await shown(at)
  assert.equal(after.destination.commit.hash, tip.slice(0, 12))
  assert.deepEqual([after.state, after.updated_on], ['OPEN', updated_on])
  assert.deepEqual(await village.events(), ['repo:push'])
})

test('what has arrived at the destination is merged, by whoever pushed it', async () => {
  const at = await made('arriving')
  const { destination } = await shown(at)
  await copy.git('checkout', '-q', '-b', 'into-arriving', 'main')
  await copy.git('merge', '-q', '--no-ff', '-m', 'Merge', 'arriving')
  const merge = await copy.git('rev-parse', 'HEAD')
  await copy.commit('into-arriving', { more: 'more\n' })
  await pushed('into-arriving')
  const body = await shown(at)
  assert.deepEqual([body.state, body.closed_by.nickname, body.merge_commit.hash], ['MERGED', 'ada', merge])
  assert.equal(body.destination.commit.hash, destination.commit.hash)
  assert.deepEqual(await village.events(), ['repo:push', 'pullrequest:fulfilled'])
  assert.deepEqual((await newest(at)).update.changes, { status: { old: 'open', new: 'fulfilled' } })
  assert.equal((await stranger.get(`${at}/commits`)).body.values.length, 1)
})

test('both branches in one push are one change', async () => {
  const at = await made('both')
  const tip = await copy.commit('both', { both: '2\n' })
  await pushed('both', 'both:into-both')
  const { state, merge_commit } = await shown(at)
  assert.deepEqual([state, merge_commit.hash], ['MERGED', tip])
})

test('the same change that came in another way supersedes it; one that came in part does not', async () => {
  const at = await made('squashed')
  const old = await copy.git('rev-parse', 'main')
  await copy.commit('squashed', { second: 'second\n' })
  await pushed('squashed')
  const run = () =>
    supersede.run({ repository: site.uuid, branch: 'into-squashed', old: old as never, actor: users.bob.uuid }, forge)
  await copy.commit('into-squashed', { squashed: 'squashed\n', beside: 'beside\n' }, 'main')
  await pushed('into-squashed')
  await run()
  assert.equal((await shown(at)).state, 'OPEN')
  await copy.commit('into-squashed', { second: 'second\n' })
  await pushed('into-squashed')
  await village.events()
  await run()
  const { state, closed_by } = await shown(at)
  assert.deepEqual([state, closed_by.nickname], ['SUPERSEDED', 'bob'])
  assert.deepEqual(await village.events(), ['pullrequest:superseded'])
})

test('a pull request that changes nothing is not superseded', async () => {
  const at = await made('empty')
  await copy.git('checkout', '-q', '-B', 'empty', 'main')
  await copy.git('commit', '-q', '--allow-empty', '-m', 'Build')
  await pushed('+empty')
  const old = await copy.git('rev-parse', 'main')
  await copy.commit('into-empty', { x: 'x\n' })
  await pushed('into-empty')
  await supersede.run({ repository: site.uuid, branch: 'into-empty', old: old as never, actor: users.bob.uuid }, forge)
  assert.equal((await shown(at)).state, 'OPEN')
})

test('verdicts outlive a change unless the rules of the destination say otherwise', async () => {
  const verdicts = async (at: string) =>
    (await shown(at)).participants.map((one: { state: string | null }) => one.state).toSorted()
  const reviewed = async (name: string) => {
    const at = await made(name)
    await ada.post(`${at}/approve`)
    await bob.post(`${at}/request-changes`)
    await copy.commit(name, { [name]: 'changed\n' })
    await pushed(name)
    return at
  }
  assert.deepEqual(await verdicts(await reviewed('lasting')), ['approved', 'changes_requested'])
  await restrict('reset_pullrequest_approvals_on_change', 'into-reset')
  assert.deepEqual(await verdicts(await reviewed('reset')), ['changes_requested', null])
  await restrict('reset_pullrequest_changes_requested_on_change', 'into-wiped')
  assert.deepEqual(await verdicts(await reviewed('wiped')), ['approved', null])
})

test('the careful rule forgets approvals only when the change is another', async () => {
  const at = await made('careful')
  await restrict('smart_reset_pullrequest_approvals', 'into-careful')
  await ada.post(`${at}/approve`)
  await copy.commit('into-careful', { before: 'before\n' }, 'main')
  await copy.git('checkout', '-q', 'careful')
  await copy.git('rebase', '-q', 'into-careful')
  await pushed('+careful', 'into-careful')
  const approved = async () =>
    (await shown(at)).participants.filter((one: { approved: boolean }) => one.approved).length
  assert.equal(await approved(), 1)
  await copy.commit('careful', { careful: 'otherwise\n' })
  await pushed('careful')
  assert.equal(await approved(), 0)
})
