import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { tellTo } from '../../kernel/payload.ts'
import { payloads } from './payloads.ts'
import { workingCopy } from './testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, forge, users } = village
const copy = await workingCopy(village)
await copy.commit('feature', { a: 'a\n' })
await copy.push('acme/site', 'feature')
const all = '/2.0/repositories/acme/site/pullrequests'
const source = { branch: { name: 'feature' } }
await ada.post(all, { title: 'Feature', source, reviewers: [{ username: 'bob' }] })
await bob.post(`${all}/1/approve`)
await bob.post(`${all}/1/request-changes`)

/** What is told of the last event with a key, to whoever sees only what is public. */
async function told(key: string) {
  const { payload, ...row } = await forge.database.reader
    .selectFrom('events')
    .where('key', '=', key)
    .orderBy('id', 'desc')
    .selectAll()
    .executeTakeFirstOrThrow()
  const happening = { id: row.id, key, payload: JSON.parse(payload), createdOn: row.created_on }
  const audience = { actor: undefined, site: { web: 'http://x', api: 'http://x/2.0', ssh: 'x' } }
  // biome-ignore lint/suspicious/noExplicitAny: a test says itself what it expects to find
  return tellTo(forge, audience, to => payloads[key]!(happening, to)) as Promise<Record<string, any> | undefined>
}

test('a pull request is told of as it is shown at its own address', async () => {
  const { pullrequest } = (await told('pullrequest:created'))!
  assert.deepEqual([pullrequest.type, pullrequest.id, pullrequest.title], ['pullrequest', 1, 'Feature'])
  assert.equal(pullrequest.reviewers[0].uuid, `{${users.bob.uuid}}`)
  assert.equal(pullrequest.participants[0].state, 'changes_requested')
})

test('of a verdict it is told whose it is, and when it was given', async () => {
  for (const [key, name] of [
    ['pullrequest:approved', 'approval'],
    ['pullrequest:unapproved', 'approval'],
    ['pullrequest:changes_request_created', 'changes_request'],
  ] as const) {
    const said = (await told(key))!
    assert.deepEqual(Object.keys(said), ['pullrequest', name])
    assert.equal(said[name].user.uuid, `{${users.bob.uuid}}`)
    assert.match(said[name].date, /\+00:00$/)
  }
})

test('of what is gone nothing is told', async () => {
  await ada.delete('/2.0/repositories/acme/site')
  assert.equal(await told('pullrequest:created'), undefined)
})
