import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { type Cloud, coreTime, makePullRequest, minute, openCloud, readFrom } from '../testing/index.ts'

let cloud: Cloud
beforeEach(async () => {
  cloud = await openCloud({ repositories: 1, commits: 1, pullRequests: 0, deployments: 0 })
  for (let id = 1; id <= 120; id++)
    makePullRequest(cloud.world, cloud.world.repositories[0]!, { id, at: minute(id), state: 'OPEN' })
})
afterEach(() => cloud.close())

const open = { streams: ['pull_requests'], config: { pull_request_state: 'OPEN' } }
const numbers = (records: Record<string, { id?: number }[]>) => (records.pull_requests ?? []).map(({ id }) => id!)
const pullRequests = () => cloud.world.repositories[0]!.pullRequests

/** Does something when the second page is asked for, so many times. */
function beforeSecondPages(act: (time: number) => void, times = 1): void {
  let count = 0
  cloud.before = request => {
    if (/pullrequests\?.*page=2/.test(request) && count < times) act(count++)
  }
}

test('an item that moves onto a page that was read already is not lost', async () => {
  beforeSecondPages(() => (pullRequests().at(-1)!.state = 'MERGED'))
  const { records, failure } = await readFrom(cloud, open)
  assert.equal(failure, undefined)
  assert.deepEqual(
    numbers(records).sort((a, b) => a - b),
    Array.from({ length: 120 }, (_, at) => at + 1),
  )
})

test('an item that comes in between moves others onto the next page, and none comes twice', async () => {
  beforeSecondPages(() =>
    makePullRequest(cloud.world, cloud.world.repositories[0]!, { id: 121, at: Date.now(), state: 'OPEN' }),
  )
  const first = await readFrom(cloud, open)
  assert.equal(numbers(first.records).length, new Set(numbers(first.records)).size)
  const second = await readFrom(cloud, { ...open, state: first.state })
  assert.deepEqual(new Set([...numbers(first.records), ...numbers(second.records)]).size, 121)
})

test('a list that never stands still leaves its mark where it was, and says so', async () => {
  beforeSecondPages(time => (pullRequests().at(-1 - time)!.state = 'MERGED'), 50)
  const { records, state, logs } = await readFrom(cloud, open)
  assert.ok(numbers(records).length >= 117)
  assert.ok(logs.some(line => /WARN .*kept changing/.test(line)))
  const [entry] = Object.values(state[0]!.stream.stream_state.repositories) as { cursor: string }[]
  assert.equal(entry!.cursor, '2020-01-01T00:00:00Z')
})

test('an item that changes while it is read comes with its change, now or the next time', async () => {
  beforeSecondPages(() => {
    const [oldest] = pullRequests()
    Object.assign(oldest!, { title: 'Changed', updated_on: coreTime(Date.now()) })
  })
  const first = await readFrom(cloud, open)
  const second = await readFrom(cloud, { ...open, state: first.state })
  const seen = [...first.records.pull_requests!, ...(second.records.pull_requests ?? [])]
  assert.ok(seen.some(({ id, title }) => id === 1 && title === 'Changed'))
})
