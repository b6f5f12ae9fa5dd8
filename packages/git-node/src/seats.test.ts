import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Seats } from './seats.ts'

const never = new AbortController().signal
const tick = () => new Promise(resolve => setImmediate(resolve))

test('whoever is not wanted any more leaves the line', async () => {
  const seats = new Seats(1)
  const leave = await seats.take(never)
  const gone = new AbortController()
  const waiting = seats.take(gone.signal)
  assert.equal(seats.waiting, 1)
  gone.abort()
  await assert.rejects(waiting)
  assert.equal(seats.waiting, 0)
  leave()
  await assert.rejects(seats.take(gone.signal))
  await seats.take(never)
})

test('so many work at once, the others in the order they came', async () => {
  const seats = new Seats(2)
  const order: string[] = []
  const enter = async (name: string) => {
    const leave = await seats.take(never)
    order.push(name)
    return leave
  }
  const [first] = await Promise.all([enter('a'), enter('b')])
  const later = [enter('c'), enter('d')]
  await tick()
  assert.deepEqual(order, ['a', 'b'])
  first()
  first()
  await tick()
  assert.deepEqual(order, ['a', 'b', 'c'])
  ;(await later[0]!)()
  await later[1]
  assert.deepEqual(order, ['a', 'b', 'c', 'd'])
})
