import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { openBench } from './merge/testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, forge } = village
const { branch, open } = await openBench(village)

test('what is changed is compared before anybody asks, and nobody who asks lets git do it again', async () => {
  await branch('wide', 'wide.txt', 'one', 'two')
  const asked: unknown[] = []
  const { diffstat } = forge.git
  forge.git.diffstat = (storage, ask) => {
    const { from, to, paths, ignoreWhitespace, renames } = ask
    asked.push({ from, to, paths, ignoreWhitespace, renames })
    return diffstat(storage, ask)
  }
  const at = await open('wide')
  await village.work()
  assert.equal(asked.length, 1)
  const { headers } = await ada.get(`${at}/diffstat`)
  const { body } = await ada.get(headers.get('location')!)
  assert.deepEqual([body.size, body.values[0].new.path], [1, 'wide.txt'])
  assert.deepEqual(asked[1], asked[0])
})
