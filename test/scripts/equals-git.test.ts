import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeHistory } from '@pail/git/testing'
import { makeHistory as makeLongHistory, openVillage } from '@pail/testkit'
import { compare } from '../equality/compare.ts'

/** For another run, from other random numbers. */
const SEED = Number(process.env.PAIL_TEST_SEED ?? 1)

test('what is said of odd names, merges, links and renames is what git says, on 500 samples', async () => {
  const made = makeHistory()
  const village = await openVillage()
  try {
    const { compared, differences } = await compare(village, made.repository.dir, 500, SEED)
    assert.deepEqual(differences, [])
    assert.equal(compared, 500)
  } finally {
    await village.close()
    made.remove()
  }
})

test('what is said of a long history is what git says, on 500 samples', async () => {
  const village = await openVillage()
  try {
    const { differences } = await compare(village, await makeLongHistory({ commits: 3000, files: 900 }), 500, SEED)
    assert.deepEqual(differences, [])
  } finally {
    await village.close()
  }
})
