import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { bring, lfsAs, named } from '../../../git-doors/lfs/testing.ts'
import { workingCopy } from '../../pull-requests/testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada } = village
const copy = await workingCopy(village)
const site = '/2.0/repositories/acme/site'
await ada.post(`${site}/forks`, { name: 'fork', workspace: { slug: 'acme' } })
const [ofSite, ofFork] = [await lfsAs(village, 'acme/site', 'ada'), await lfsAs(village, 'acme/fork', 'ada')]

const pointer = (content: string): string => {
  const { oid, size } = named(content)
  return `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${size}\n`
}
const isInSite = async (content: string): Promise<boolean> =>
  (await ofSite.batch('download', named(content))).body.objects[0].error === undefined

/** Merges a branch of the fork, and lets everything happen that follows from it. */
async function merge(branch: string, strategy: string): Promise<void> {
  const source = { branch: { name: branch }, repository: { full_name: 'acme/fork' } }
  const { body } = await ada.post(`${site}/pullrequests`, { title: branch, source })
  const merged = await ada.post(`${site}/pullrequests/${body.id}/merge`, { merge_strategy: strategy })
  assert.equal(merged.status, 200, JSON.stringify(merged.body))
  await village.work()
}

test('what was merged from a fork can be had, also what only its history names, and nothing else of the fork', async () => {
  for (const content of ['first', 'second', 'beside']) await bring(ofFork, content)
  await copy.commit('draw', { 'a.bin': pointer('first') })
  await copy.commit('draw', { 'a.bin': pointer('second') })
  await copy.push('acme/fork', 'draw')
  assert.equal(await isInSite('second'), false)
  await merge('draw', 'merge_commit')
  assert.deepEqual(await Promise.all(['first', 'second', 'beside'].map(isInSite)), [true, true, false])
})

test('what was squashed is there as it is then, and a pointer to what the fork has not brings nothing', async () => {
  const vault = await lfsAs(village, 'acme/vault', 'ada')
  await bring(vault, 'a secret of the vault')
  await bring(ofFork, 'squashed')
  await copy.commit('squash', { 'b.bin': pointer('squashed'), 'c.bin': pointer('a secret of the vault') })
  await copy.push('acme/fork', 'squash')
  await merge('squash', 'squash')
  assert.deepEqual(await Promise.all(['squashed', 'a secret of the vault'].map(isInSite)), [true, false])
})
