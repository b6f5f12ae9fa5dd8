import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { workingCopy } from './testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger, users } = village
const copy = await workingCopy(village)
const all = '/2.0/repositories/acme/site/pullrequests'

/** The address of a new pull request of bob's. */
async function made(name: string): Promise<string> {
  await copy.commit(name, { [name]: `${name}\n` })
  await copy.push('acme/site', name)
  const { body } = await bob.post(all, { title: name, source: { branch: { name } }, reviewers: [{ username: 'ada' }] })
  await village.events()
  return `${all}/${body.id}`
}
const newest = async (at: string) => (await stranger.get(`${at}/activity`)).body.values[0]

test('only the author and those who may write change or decline a pull request', async () => {
  const at = await made('guarded')
  assert.equal((await stranger.put(at, { title: 'Mine' })).status, 401)
  assert.equal((await eve.put(at, { title: 'Mine' })).status, 403)
  assert.equal((await eve.post(`${at}/decline`)).status, 403)
  assert.equal((await stranger.get(at)).body.title, 'guarded')
  assert.equal((await ada.put(at, { title: 'Better' })).status, 200)
})

test('a change names a branch that is there, and leaves the source alone', async () => {
  const at = await made('fixed')
  const lost = await ada.put(at, { destination: { branch: { name: 'lost' } } })
  assert.equal(lost.body.error.message, 'destination: branch not found: lost')
  assert.equal((await ada.put(at, { source: { branch: { name: 'main' } } })).status, 400)
  assert.equal((await ada.put(at, { source: { branch: { name: 'fixed' } } })).status, 200)
  assert.equal((await ada.put(at, { destination: { branch: { name: 'fixed' } } })).status, 400)
  assert.equal((await ada.put(at, { title: '' })).status, 400)
  assert.equal((await ada.put(at, { reviewers: [{ username: 'bob' }] })).status, 400)
})

test('what is closed is neither changed nor declined', async () => {
  const at = await made('closed')
  await ada.post(`${at}/decline`)
  const { status, body } = await ada.post(`${at}/decline`)
  assert.equal(status, 400)
  assert.deepEqual(body.error.fields, { newstatus: ['This pull request is already closed.'] })
  assert.equal((await ada.put(at, { title: 'Open again', state: 'OPEN' })).status, 400)
  assert.equal((await stranger.get(at)).body.title, 'closed')
})

test('what is left out of a change stays, and what changed is told and noted', async () => {
  const at = await made('partial')
  const { body: before } = await stranger.get(at)
  const { status, body } = await bob.put(at, { title: 'Whole', draft: true })
  assert.equal(status, 200)
  assert.deepEqual(await village.events(), ['pullrequest:updated'])
  const { title, draft, updated_on, rendered, ...rest } = body
  assert.deepEqual([title, draft, rendered.title.raw], ['Whole', true, 'Whole'])
  for (const [name, value] of Object.entries(rest)) assert.deepEqual(value, before[name], name)
  assert.ok(updated_on > before.updated_on)
  const { update } = await newest(at)
  assert.deepEqual(update.changes, {
    title: { old: 'partial', new: 'Whole' },
    draft: { old: false, new: true },
  })
  assert.deepEqual([update.title, update.draft, update.state, update.author.nickname], ['Whole', true, 'OPEN', 'bob'])
})

test('changing nothing is no change', async () => {
  const at = await made('same')
  const { body: before } = await stranger.get(at)
  assert.deepEqual((await bob.put(at, { title: 'same', reviewers: [{ username: 'ada' }] })).body, before)
  assert.deepEqual(await village.events(), [])
})

test('reviewers are replaced as a whole; who said something stays as a participant', async () => {
  const at = await made('reviewed')
  await ada.post(`${at}/approve`)
  const { body } = await bob.put(at, { reviewers: [{ uuid: users.root.uuid }] })
  assert.deepEqual(
    body.reviewers.map((one: { nickname: string }) => one.nickname),
    ['root'],
  )
  assert.deepEqual(
    body.participants.map((one: { role: string; approved: boolean }) => [one.role, one.approved]),
    [
      ['PARTICIPANT', true],
      ['REVIEWER', false],
    ],
  )
  const { reviewers } = (await newest(at)).update.changes
  assert.deepEqual([reviewers.added[0].nickname, reviewers.removed[0].nickname], ['root', 'ada'])
  assert.equal((await bob.put(at, { reviewers: [] })).body.reviewers.length, 0)
})

test('a pull request can be meant for another branch, unless one goes there already', async () => {
  const at = await made('moved')
  await copy.push('acme/site', 'main:refs/heads/next')
  const destination = { branch: { name: 'next' } }
  const { body } = await bob.put(at, { destination })
  assert.equal(body.destination.branch.name, 'next')
  const { old, new: present } = (await newest(at)).update.changes.destination
  assert.deepEqual([old.branch.name, present.branch.name], ['main', 'next'])
  const again = await bob.post(all, { title: 'Again', source: { branch: { name: 'moved' } } })
  assert.equal(again.status, 201)
  assert.equal((await bob.put(`${all}/${again.body.id}`, { destination })).status, 400)
})

test('declining says who did it and why', async () => {
  const at = await made('declined')
  const { status, body } = await ada.post(`${at}/decline`, { message: 'Not *now*' })
  assert.equal(status, 200)
  assert.deepEqual([body.state, body.reason, body.closed_by.nickname], ['DECLINED', 'Not *now*', 'ada'])
  assert.equal(body.rendered.reason.html, '<p>Not <em>now</em></p>')
  assert.deepEqual(await village.events(), ['pullrequest:rejected'])
  const { update } = await newest(at)
  assert.deepEqual(update.changes, { status: { old: 'open', new: 'rejected' } })
  assert.deepEqual([update.state, update.reason], ['DECLINED', 'Not *now*'])
  await bob.post(all, { title: 'Once more', source: { branch: { name: 'declined' } } })
  assert.equal((await stranger.get(at)).body.state, 'DECLINED')
})
