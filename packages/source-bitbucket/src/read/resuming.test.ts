import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import {
  type Cloud,
  type Heard,
  makeDeployment,
  minute,
  openCloud,
  push,
  readFrom,
  serviceTime,
} from '../testing/index.ts'

let cloud: Cloud
beforeEach(async () => {
  cloud = await openCloud({ repositories: 1, commits: 0, pullRequests: 0, deployments: 0 })
})
afterEach(() => cloud.close())

const keys = ({ records }: Heard, stream: string) =>
  (records[stream] ?? []).map(({ uuid, hash, pipeline_uuid }) => `${pipeline_uuid ?? ''}${uuid ?? hash}`)

/** What came before the last state of a read that ends at the given request, and its state. */
async function endedAt(request: RegExp, streams: readonly string[], state: readonly object[] = []) {
  cloud.faults.push({ on: request, times: 100, play: response => response.destroy() })
  const ended = await readFrom(cloud, { streams, state, options: { retries: 0 } })
  assert.ok(ended.failure)
  cloud.faults.length = 0
  return ended
}

test('commits go on at the page they had come to, though more were pushed meanwhile', async () => {
  const [kept] = cloud.world.repositories
  for (let at = 0; at < 450; at++) push(cloud.world, kept!, 'main', minute(at))
  const ended = await endedAt(/commits\?.*page=4/, ['commits'])
  assert.equal(keys(ended, 'commits').length, 300)
  push(cloud.world, kept!, 'main', minute(451))
  const rest = await readFrom(cloud, { streams: ['commits'], state: ended.state })
  const all = [...keys(ended, 'commits'), ...keys(rest, 'commits')]
  assert.deepEqual([all.length, new Set(all).size], [451, 451])
})

test('a place that the server has forgotten means that the commits are read from their start', async () => {
  const [kept] = cloud.world.repositories
  for (let at = 0; at < 250; at++) push(cloud.world, kept!, 'main', minute(at))
  const ended = await endedAt(/commits\?.*page=3/, ['commits'])
  const forgotten = JSON.parse(JSON.stringify(ended.state).replace(/include=[0-9a-f]{40}/, `include=${'0'.repeat(40)}`))
  const rest = await readFrom(cloud, { streams: ['commits'], state: forgotten })
  assert.equal(rest.failure, undefined)
  assert.equal(keys(rest, 'commits').length, 250)
  assert.ok(rest.logs.some(line => /read from its start/.test(line)))
})

test('steps go on after the pipelines whose steps were read, and those of long pipelines are not passed over', async () => {
  const [kept] = cloud.world.repositories
  for (let number = 1; number <= 119; number++) if (number % 6 !== 0) makeDeployment(cloud.world, kept!, number)
  const [first, , third] = kept!.pipelines
  Object.assign(third!, { completed_on: serviceTime(minute(400)) })
  const after = kept!.pipelines[60]!
  const ended = await endedAt(new RegExp(encodeURIComponent(after.uuid)), ['pipeline_steps'])
  assert.ok(keys(ended, 'pipeline_steps').some(key => key.startsWith(first!.uuid)))
  assert.ok(!keys(ended, 'pipeline_steps').some(key => key.startsWith(third!.uuid)))
  cloud.requests.length = 0
  const rest = await readFrom(cloud, { streams: ['pipeline_steps'], state: ended.state })
  const steps = new Set([...keys(ended, 'pipeline_steps'), ...keys(rest, 'pipeline_steps')])
  assert.equal(steps.size, kept!.pipelines.length * 2)
  assert.ok(keys(rest, 'pipeline_steps').length <= kept!.pipelines.length * 2 - 40 * 2)
  assert.deepEqual((await readFrom(cloud, { streams: ['pipeline_steps'], state: rest.state })).records, {})
})
