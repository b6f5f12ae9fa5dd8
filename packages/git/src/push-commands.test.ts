import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid, TooLarge } from '@pail/failures'
import { ZERO_OID } from './oid.ts'
import { packet } from './pkt-line.ts'
import { MAX_PUSH_OPTIONS, readPushPhase } from './push-commands.ts'
import { WireReader } from './wire-reader.ts'

const A = 'a'.repeat(40)

async function read(...lines: (string | Buffer)[]) {
  const bytes = Buffer.concat(lines.map(line => (line === '0000' ? Buffer.from(line) : packet(line))))
  return readPushPhase(
    new WireReader(
      (async function* () {
        yield bytes
      })(),
    ),
  )
}

test('a command that cannot be read is refused', async () => {
  await assert.rejects(read('hello', '0000'), Invalid)
  await assert.rejects(read(`${A} ${A}`, '0000'), Invalid)
  await assert.rejects(read(`${A} ${A} refs/heads/a\nb`, '0000'), Invalid)
  await assert.rejects(read(`${A.toUpperCase()} ${A} refs/heads/a`, '0000'), Invalid)
  await assert.rejects(read(Buffer.from(`${A} ${A} refs/heads/\xff`, 'latin1'), '0000'), Invalid)
})

test('certificates and other object formats are refused', async () => {
  await assert.rejects(read(`push-cert\0 report-status`, '0000'), Invalid)
  await assert.rejects(read(`${A} ${A} refs/heads/a\0object-format=sha256`, '0000'), Invalid)
})

test('capabilities come with the first command only', async () => {
  await assert.rejects(read(`${A} ${A} refs/heads/a`, `${A} ${A} refs/heads/b\0atomic`, '0000'), Invalid)
})

test('too many options are refused', async () => {
  const options = Array.from({ length: MAX_PUSH_OPTIONS + 1 }, (_, at) => `o${at}`)
  await assert.rejects(read(`${A} ${A} refs/heads/a\0push-options`, '0000', ...options, '0000'), TooLarge)
})

test('commands, capabilities, options and shallow points are told apart', async () => {
  const phase = await read(
    `shallow ${A}`,
    `${ZERO_OID} ${A} refs/heads/a\0 report-status atomic push-options agent=git/2\n`,
    `${A} ${ZERO_OID} refs/heads/b`,
    '0000',
    'ci.skip',
    '0000',
  )
  assert.deepEqual(phase.commands, [
    { ref: 'refs/heads/a', old: null, new: A },
    { ref: 'refs/heads/b', old: A, new: null },
  ])
  assert.deepEqual(phase.capabilities, ['report-status', 'atomic', 'push-options'])
  assert.deepEqual(phase.pushOptions, ['ci.skip'])
  assert.deepEqual(phase.shallow, [A])
})

test('a lone flush is a push of nothing', async () => {
  assert.deepEqual((await read('0000')).commands, [])
})
