import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sumOf } from '../testing.ts'
import { takeTurns } from './turns.ts'

const [id, other] = [sumOf('one'), sumOf('other')]
const forgets = async () => true

test('what somebody puts is not forgotten meanwhile', async () => {
  const turns = takeTurns()
  const last = Promise.withResolvers<void>()
  const puts = [turns.putting(id, () => last.promise), turns.putting(id, async () => {})]
  await puts[1]
  assert.equal(await turns.forgetting(id, forgets), false)
  assert.equal(await turns.forgetting(other, forgets), true)
  last.resolve()
  await puts[0]
  assert.equal(await turns.forgetting(id, forgets), true)
})

test('what is being forgotten is put afterwards', async () => {
  const turns = takeTurns()
  const said: string[] = []
  const gone = Promise.withResolvers<boolean>()
  const forgetting = turns.forgetting(id, () => gone.promise)
  const putting = turns.putting(id, async () => said.push('put'))
  assert.equal(await turns.forgetting(id, forgets), false)
  await turns.putting(other, async () => said.push('other'))
  said.push('gone')
  gone.resolve(true)
  assert.equal(await forgetting, true)
  await putting
  assert.deepEqual(said, ['other', 'gone', 'put'])
})

test('whoever fails stands in nobody\u2019s way afterwards', async () => {
  const turns = takeTurns()
  const fails = () => Promise.reject(new Error('no'))
  await assert.rejects(turns.forgetting(id, fails))
  await assert.rejects(turns.putting(id, fails))
  assert.equal(await turns.forgetting(id, forgets), true)
})
