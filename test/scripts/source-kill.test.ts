import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { temporary } from '@pail/testkit'
import { discover } from 'pail-source-bitbucket'
import { type Cloud, openCloud, readFrom, readWhileKilled, runFrom, type Wire } from 'pail-source-bitbucket/testing'
import { buildSource } from '../../scripts/build-source.ts'

/** How often each read is killed; the release run asks for 50. */
const KILLS = Number(process.env.PAIL_TEST_KILLS ?? 4)

const streams = discover().streams.filter(({ supported_sync_modes }) => supported_sync_modes.includes('incremental'))
const names = streams.map(({ name }) => name)
const keyOf = (stream: string, record: Wire): string =>
  streams
    .find(({ name }) => name === stream)!
    .source_defined_primary_key.map(([name = '']) => record[name])
    .join(' ')

before(async () => runFrom(await buildSource(temporary())))

/** Large enough to be killed between two states of a stream. */
const openLarge = (): Promise<Cloud> => openCloud({ repositories: 5, commits: 700, pullRequests: 55, deployments: 3 })

const entryOf = (state: readonly Wire[], stream: string, uuid: string): unknown =>
  state.find(one => one.stream.stream_descriptor.name === stream)?.stream.stream_state.repositories?.[uuid]

for (const concurrency of [1, 4])
  test(`a read of ${concurrency} at once that is killed at any moment loses nothing, and repeats nothing that it had finished`, async () => {
    const cloud = await openLarge()
    const whole = await readFrom(cloud, { streams: names })
    const kept = await readWhileKilled(cloud, { kills: KILLS, streams: names, concurrency })
    await cloud.close()
    assert.ok(kept.kills > 0)
    for (const name of names) {
      const expected = whole.records[name]!.map(record => keyOf(name, record)).sort()
      const got = kept.records[name]!.map(record => keyOf(name, record))
      assert.deepEqual([...new Set(got)].sort(), expected, name)
      const seen = new Set<string>()
      for (const [index, key] of got.entries()) {
        if (!seen.has(key)) {
          seen.add(key)
          continue
        }
        // Twice only where no state had said yet that its repository was read.
        const { repository_uuid: uuid } = kept.records[name]![index]!
        const final = JSON.stringify(entryOf(kept.state, name, uuid))
        assert.ok(
          kept.states.some(state => JSON.stringify(entryOf(state, name, uuid)) !== final),
          `${name} ${key} came twice`,
        )
      }
      if (concurrency === 1) assert.equal(got.length, expected.length, name)
    }
  })
