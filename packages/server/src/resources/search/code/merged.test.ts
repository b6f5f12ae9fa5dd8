import assert from 'node:assert/strict'
import { test } from 'node:test'
import { merged } from './merged.ts'

async function* counting(name: string, times: number) {
  for (let at = 0; at < times; at++) yield `${name}${at}`
}

test('what breaks breaks the whole', async () => {
  const broken = async function* (): AsyncGenerator<string> {
    yield 'x'
    throw new Error('broken')
  }
  await assert.rejects(Array.fromAsync(merged([() => counting('a', 3), broken], 2)), /broken/)
})

test('everything that all of them give comes once', async () => {
  const found = await Array.fromAsync(
    merged(
      ['a', 'b', 'c'].map(name => () => counting(name, 3)),
      2,
    ),
  )
  assert.deepEqual(found.sort(), ['a0', 'a1', 'a2', 'b0', 'b1', 'b2', 'c0', 'c1', 'c2'])
})

test('no more are begun than may be open at once, and all are ended when nobody wants more', async () => {
  let open = 0
  let most = 0
  const source = () =>
    (async function* () {
      most = Math.max(most, ++open)
      try {
        yield* counting('a', 2)
      } finally {
        open--
      }
    })()
  for await (const _ of merged([source, source, source, source, source], 2));
  assert.deepEqual([most, open], [2, 0])
  for await (const _ of merged([source, source, source], 2)) break
  await new Promise(setImmediate)
  assert.equal(open, 0)
})
