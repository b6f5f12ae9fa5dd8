import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { git, openVillage, temporary } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, root, stranger, users } = village

const work = temporary()
await git(work, 'init', '-q', '-b', 'main')
writeFileSync(join(work, 'a'), 'a')
await git(work, 'add', '.')
await git(work, 'commit', '-q', '-m', 'Begin')
await git(work, 'push', '-q', await village.remote('acme/site'), 'main')
const hash = await git(work, 'rev-parse', 'HEAD')
const at = `/2.0/repositories/acme/site/commit/${hash}`
const participants = async () => (await stranger.get(at)).body.participants

test('that everybody may read a repository lets nobody approve what is in it', async () => {
  assert.equal((await stranger.post(`${at}/approve`)).status, 401)
  assert.equal((await eve.post(`${at}/approve`)).status, 403)
  assert.equal((await eve.delete(`${at}/approve`)).status, 403)
  assert.deepEqual(await participants(), [])
})

test('only a commit that is there is approved, and only where one may look', async () => {
  assert.equal((await ada.post('/2.0/repositories/acme/site/commit/1234567/approve')).status, 404)
  const [hidden, missing] = await Promise.all(
    ['vault', 'nothing'].map(slug => eve.post(`/2.0/repositories/acme/${slug}/commit/${hash}/approve`)),
  )
  assert.equal(hidden?.status, 404)
  assert.deepEqual(hidden?.body, missing?.body)
})

test('who approves takes part from then on, and doing it twice is doing it once', async () => {
  const { status, body } = await bob.post(`${at}/approve`)
  assert.equal(status, 200)
  const { user, participated_on, ...rest } = body
  assert.deepEqual(rest, { type: 'participant', role: 'PARTICIPANT', approved: true, state: 'approved' })
  assert.equal(user.uuid, `{${users.bob.uuid}}`)
  assert.match(participated_on, /\+00:00$/)
  assert.deepEqual((await bob.post(`/2.0/repositories/acme/site/commit/main/approve`)).body, body)
  assert.deepEqual(await participants(), [body])
})

test('an administrator of the installation has access to everything', async () => {
  assert.equal((await root.post(`${at}/approve`)).status, 200)
  assert.equal((await root.delete(`${at}/approve`)).status, 204)
})

test('who commented takes part as well, without approving', async () => {
  await eve.post(`${at}/comments`, { content: { raw: 'Hm' } })
  const { body } = await eve.post(`${at}/comments`, { content: { raw: 'Well' } })
  await bob.post(`${at}/comments`, { content: { raw: 'Good' } })
  const [first, second, ...others] = await participants()
  assert.deepEqual(others, [])
  assert.equal(first.user.uuid, `{${users.bob.uuid}}`)
  assert.equal(first.approved, true)
  assert.equal(second.user.uuid, `{${users.eve.uuid}}`)
  assert.equal(second.approved, false)
  assert.equal(second.state, null)
  assert.equal(second.participated_on, body.created_on)
})

test('an approval is taken back, also one that was not given', async () => {
  assert.equal((await bob.delete(`${at}/approve`)).status, 204)
  assert.equal((await bob.delete(`${at}/approve`)).status, 204)
  assert.ok((await participants()).every(({ approved }: { approved: boolean }) => !approved))
})

test('lists show participants when they are asked for', async () => {
  await ada.post(`${at}/approve`)
  const list = async (query: string) => (await stranger.get(`/2.0/repositories/acme/site/commits${query}`)).body.values
  assert.equal((await list(''))[0].participants, undefined)
  assert.equal((await list('?fields=%2Bvalues.participants'))[0].participants.length, 3)
})
