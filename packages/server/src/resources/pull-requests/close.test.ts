import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Invalid } from '@pail/failures'
import { openVillage } from '@pail/testkit'
import { now } from '../../kernel/clock.ts'
import { closePullRequest } from './close.ts'
import * as store from './store.ts'
import { workingCopy } from './testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, forge, site, users } = village
const copy = await workingCopy(village)
const all = '/2.0/repositories/acme/site/pullrequests'

async function made(name: string) {
  await copy.commit(name, { [name]: `${name}\n` })
  await copy.push('acme/site', name)
  const { body } = await ada.post(all, { title: name, source: { branch: { name } } })
  await village.events()
  return (await store.seek(forge.database.reader, site, body.id))!
}
const close = (pullRequest: Awaited<ReturnType<typeof made>>, closing: 'merge' | 'decline' | 'supersede') =>
  forge.database.transact(tx =>
    closePullRequest(tx, pullRequest, {
      closing,
      actorUuid: users.ada.uuid,
      at: now(),
      ...(closing === 'merge' && { mergeHash: pullRequest.source.hash }),
    }),
  )

test('of two who close at once one is refused', async () => {
  const pullRequest = await made('raced')
  const ends = await Promise.allSettled([close(pullRequest, 'decline'), close(pullRequest, 'supersede')])
  assert.deepEqual(ends.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
  const [refused] = ends.filter(one => one.status === 'rejected')
  assert.ok(refused?.reason instanceof Invalid)
})

test('what a merge has brought to the branch is merged, whatever was said meanwhile', async () => {
  const pullRequest = await made('late')
  await close(pullRequest, 'decline')
  const merged = await close(pullRequest, 'merge')
  assert.deepEqual([merged.state, merged.mergeHash], ['MERGED', pullRequest.source.hash])
  assert.deepEqual(await village.events(), ['pullrequest:rejected', 'pullrequest:fulfilled'])
})

test('a merge that is told twice is told once', async () => {
  const pullRequest = await made('twice')
  const merged = await close(pullRequest, 'merge')
  assert.deepEqual(await close(pullRequest, 'merge'), merged)
  assert.deepEqual(await village.events(), ['pullrequest:fulfilled'])
})
