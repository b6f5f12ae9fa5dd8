import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { after, test } from 'node:test'
import { passOn, readingOf } from './pass-on.ts'

const root = mkdtempSync(join(tmpdir(), 'pail-pass-on-'))
after(() => rmSync(root, { recursive: true }))
const whole = randomBytes(3_000_001)
const file = join(root, 'file')
writeFileSync(file, whole)

/** Takes its time, as a network does, and keeps a copy of what it was given only then. */
class Slow extends Writable {
  taken: Buffer[] = []
  override _write(piece: Buffer, _encoding: string, done: () => void): void {
    setImmediate(() => {
      this.taken.push(Buffer.from(piece))
      done()
    })
  }
}

test('a file that is shorter than what was promised of it breaks off, and is not waited for', async () => {
  const short = join(root, 'short')
  writeFileSync(short, whole)
  truncateSync(short, 1000)
  const to = new Slow()
  await assert.rejects(passOn(readingOf(await open(short), { first: 0, last: 1999 }), to), /shorter/)
  assert.ok(to.destroyed)
})

test('when nobody takes it any more the file is closed', async () => {
  const reading = readingOf(await open(file))
  const closed = new Promise(resolve => reading.once('close', resolve))
  const to = new Writable({ write: () => {} })
  const passing = passOn(reading, to)
  to.destroy()
  await passing
  await closed
})

test('a piece is not used again before it has gone, whoever else takes the same file', async () => {
  const takers = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const to = new Slow()
      await passOn(readingOf(await open(file)), to)
      return to
    }),
  )
  for (const { taken } of takers) assert.ok(Buffer.concat(taken).equals(whole))
})

test('of a part the bytes go from the first to the last', async () => {
  const to = new Slow()
  await passOn(readingOf(await open(file), { first: 1_000_000, last: 2_222_222 }), to)
  assert.ok(Buffer.concat(to.taken).equals(whole.subarray(1_000_000, 2_222_223)))
})

test('a stream that is no file is passed on as it comes', async () => {
  const to = new Slow()
  await passOn(Readable.from([Buffer.from('a'), Buffer.from('b')]), to)
  assert.equal(Buffer.concat(to.taken).toString(), 'ab')
})
