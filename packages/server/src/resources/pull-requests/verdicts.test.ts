import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { workingCopy } from './testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger, users } = village
const copy = await workingCopy(village)
await copy.commit('feature', { a: 'a\n' })
await copy.push('acme/site', 'feature')
const all = '/2.0/repositories/acme/site/pullrequests'
const { body: made } = await ada.post(all, {
  title: 'Feature',
  source: { branch: { name: 'feature' } },
  reviewers: [{ username: 'bob' }],
})
const at = `${all}/${made.id}`
await village.events()
const kinds = async () =>
  (await stranger.get(`${at}/activity`)).body.values.map((item: object) => Object.keys(item).at(-1))

test('who has no account approves nothing', async () => {
  for (const verb of ['approve', 'request-changes']) {
    assert.equal((await stranger.post(`${at}/${verb}`)).status, 401)
    assert.equal((await stranger.delete(`${at}/${verb}`)).status, 401)
  }
  assert.equal((await eve.post('/2.0/repositories/acme/vault/pullrequests/1/approve')).status, 404)
  assert.equal((await eve.post(`${all}/77/approve`)).body.error.message, 'Not Found')
})

test('an approval is given once, shown as a participant, and told', async () => {
  const { status, body } = await bob.post(`${at}/approve`)
  assert.equal(status, 200)
  const { user, participated_on, ...rest } = body
  assert.deepEqual(rest, { type: 'participant', role: 'REVIEWER', approved: true, state: 'approved' })
  assert.equal(user.uuid, `{${users.bob.uuid}}`)
  assert.match(participated_on, /\+00:00$/)
  assert.deepEqual((await bob.post(`${at}/approve`)).body, body)
  assert.deepEqual(await village.events(), ['pullrequest:approved'])
  assert.deepEqual((await stranger.get(at)).body.participants, [body])
  assert.deepEqual(await kinds(), ['approval', 'update'])
})

test('asking for changes takes the place of an approval, and the other way round', async () => {
  const { body } = await bob.post(`${at}/request-changes`)
  assert.deepEqual([body.approved, body.state], [false, 'changes_requested'])
  assert.deepEqual(await village.events(), ['pullrequest:unapproved', 'pullrequest:changes_request_created'])
  assert.deepEqual(await kinds(), ['changes_requested', 'approval', 'update'])
  assert.equal((await bob.delete(`${at}/approve`)).status, 204)
  assert.equal((await stranger.get(at)).body.participants[0].state, 'changes_requested')
  await bob.post(`${at}/approve`)
  assert.deepEqual(await village.events(), ['pullrequest:changes_request_removed', 'pullrequest:approved'])
})

test('a verdict is taken back, also one that was not given', async () => {
  assert.equal((await bob.delete(`${at}/approve`)).status, 204)
  assert.equal((await bob.delete(`${at}/approve`)).status, 204)
  assert.deepEqual(await village.events(), ['pullrequest:unapproved'])
  assert.equal((await bob.post(`${at}/request-changes`)).status, 200)
  assert.equal((await bob.delete(`${at}/request-changes`)).status, 204)
  assert.equal((await eve.delete(`${at}/request-changes`)).status, 204)
  assert.equal((await stranger.get(at)).body.participants.length, 1)
})

test('the author may approve, and so may everybody who sees it', async () => {
  assert.equal((await ada.post(`${at}/approve`)).body.role, 'PARTICIPANT')
  assert.equal((await eve.post(`${at}/approve`)).status, 200)
  const { participants } = (await stranger.get(at)).body
  assert.deepEqual(
    participants.map((one: { user: { nickname: string }; approved: boolean }) => [one.user.nickname, one.approved]),
    [
      ['bob', false],
      ['ada', true],
      ['eve', true],
    ],
  )
})

test('nothing is said any more of what is merged', async () => {
  await copy.push('acme/site', 'feature:main')
  await village.work()
  assert.equal((await stranger.get(at)).body.state, 'MERGED')
  for (const verb of ['approve', 'request-changes']) {
    assert.equal((await bob.post(`${at}/${verb}`)).status, 400)
    assert.equal((await eve.delete(`${at}/${verb}`)).status, 400)
  }
})
