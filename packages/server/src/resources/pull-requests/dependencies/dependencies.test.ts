import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { openBench } from '../merge/testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger } = village
const { branch, open } = await openBench(village)
const of = (at: string) => `${at.replace('/2.0', '/pail/1')}/dependencies`
const idOf = (at: string) => Number(at.split('/').at(-1))
const on = (...at: string[]) => ({ dependencies: at.map(one => ({ id: idOf(one) })) })
const opened = async (name: string, more: object = {}) => {
  await branch(name, `${name}.txt`, name)
  return open(name, more)
}
const [first, second, third] = [await opened('first'), await opened('second'), await opened('third')]

test('only who may write says what stands on what', async () => {
  assert.equal((await stranger.get(of(first))).status, 200)
  assert.equal((await stranger.put(of(first), on(second))).status, 401)
  assert.equal((await eve.put(of(first), on(second))).status, 403)
})

test('nothing stands on itself, on what is not there, or on what stands on it', async () => {
  assert.equal((await bob.put(of(first), on(first))).status, 400)
  const { status, body } = await bob.put(of(first), { dependencies: [{ id: 999 }] })
  assert.deepEqual([status, body.error.fields], [400, { dependencies: ['There is no pull request 999.'] }])
  assert.equal((await bob.put(of(second), on(first))).status, 200)
  assert.equal((await bob.put(of(third), on(second))).status, 200)
  assert.equal((await bob.put(of(first), on(third))).status, 400)
})

test('where it is asked for, what is below is merged first', async () => {
  const rules = '/2.0/repositories/acme/site/branch-restrictions'
  const glob = { branch_match_kind: 'glob', pattern: '*' }
  assert.equal((await ada.post(rules, { kind: 'require_all_dependencies_merged', ...glob })).status, 201)
  const { status, body } = await ada.post(`${second}/merge`)
  assert.deepEqual([status, body.error.data.checks[0].kind], [400, 'require_all_dependencies_merged'])
  assert.equal((await ada.post(`${first}/merge`)).status, 200)
  assert.equal((await ada.post(`${second}/merge`)).status, 200)
})

test('what goes into the branch of another one is stacked on it', async () => {
  await branch('upper', 'upper.txt', 'upper')
  const upper = await open('upper', { destination: { branch: { name: 'third' } } })
  const { body } = await ada.get(of(upper))
  assert.deepEqual(
    body.map((one: { pull_request: { id: number }; stacked: boolean }) => [one.pull_request.id, one.stacked]),
    [[idOf(third), true]],
  )
  assert.equal((await ada.post(`${upper}/merge`)).body.error.data.checks[0].kind, 'require_all_dependencies_merged')
})
