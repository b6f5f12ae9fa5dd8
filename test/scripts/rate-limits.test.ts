import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { startPostgres } from '@pail/db/testing'
import { ADMIN_TOKEN, startPail } from '@pail/testkit'

/** Two processes on one database, each asked by the same caller at once. */
const LIMIT = 40
const database = await startPostgres()
const settings = { PAIL_RATE_LIMITS: `other=${LIMIT}`, PAIL_DATABASE_URL: database.url }
const first = await startPail(settings)
const second = await startPail(settings)
after(async () => {
  await first.stop()
  await second.stop()
  await database.stop()
})

const ask = async (origin: string): Promise<number> => {
  const answer = await fetch(`${origin}/2.0/user`, { headers: { authorization: `Bearer ${ADMIN_TOKEN}` } })
  await answer.arrayBuffer()
  return answer.status
}

test('two processes together let no more through than is set, and hardly less', async () => {
  const statuses: number[] = []
  for (let turn = 0; turn < 15; turn++) {
    const asked = [first, second, first, second].map(({ origin }) => ask(origin))
    statuses.push(...(await Promise.all(asked)))
  }
  const passed = statuses.filter(status => status === 200).length
  assert.ok(passed <= LIMIT && passed >= LIMIT - 4, String(passed))
  assert.deepEqual(new Set(statuses), new Set([200, 429]))
})
