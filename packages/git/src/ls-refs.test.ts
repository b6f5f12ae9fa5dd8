import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from '@pail/failures'
import { advertiseReceive, advertiseUpload } from './advertise.ts'
import { answerLsRefs, parseLsRefs } from './ls-refs.ts'
import { oid } from './oid.ts'
import { lineOf, packets } from './pkt-line.ts'
import { refName } from './ref-name.ts'
import type { RefSnapshot } from './ref-snapshot.ts'
import { parseV2Request } from './v2-request.ts'

const A = oid('a'.repeat(40))
const B = oid('b'.repeat(40))
const snapshot: RefSnapshot = {
  etag: '1',
  head: refName('refs/heads/main'),
  refs: [
    { name: refName('refs/heads/main'), oid: A },
    { name: refName('refs/pull-requests/1/from'), oid: B },
    { name: refName('refs/tags/v1'), oid: B, peeled: A },
  ],
}
const empty: RefSnapshot = { etag: '0', head: refName('refs/heads/main'), refs: [] }
const said = (bytes: Buffer) => packets(bytes).flatMap(read => (read.type === 'data' ? lineOf(read.data) : []))
const answer = (from: RefSnapshot, ...args: string[]) => said(answerLsRefs(from, parseLsRefs(args)))

test('an argument that is not known is refused', () => {
  assert.throws(() => parseLsRefs(['peel', 'everything']), Invalid)
})

test('a request without its flush, or with one too many, is refused', () => {
  assert.throws(() => parseV2Request(Buffer.from('0014command=ls-refs\n')), Invalid)
  assert.throws(() => parseV2Request(Buffer.from('0014command=ls-refs\n00000000')), Invalid)
  assert.throws(() => parseV2Request(Buffer.from('0009hello0000')), Invalid)
})

test('hidden refs are shown in no form', () => {
  assert.equal(
    answer(snapshot).some(line => line.includes('pull-requests')),
    false,
  )
  assert.equal(answer(snapshot, 'ref-prefix refs/pull-requests/').length, 0)
  assert.equal(advertiseUpload(snapshot).includes('pull-requests'), false)
  assert.equal(advertiseReceive(snapshot).includes('pull-requests'), false)
})

test('only what was asked for is told', () => {
  assert.deepEqual(answer(snapshot), [`${A} HEAD`, `${A} refs/heads/main`, `${B} refs/tags/v1`])
  assert.deepEqual(answer(snapshot, 'peel', 'symrefs', 'ref-prefix HEAD', 'ref-prefix refs/tags/'), [
    `${A} HEAD symref-target:refs/heads/main`,
    `${B} refs/tags/v1 peeled:${A}`,
  ])
})

test('the branch to come is told to those who ask for it', () => {
  assert.deepEqual(answer(empty, 'symrefs', 'unborn'), ['unborn HEAD symref-target:refs/heads/main'])
  assert.deepEqual(answer(empty, 'symrefs'), [])
})

test('an empty repository still says what it can do', () => {
  assert.match(said(advertiseUpload(empty))[0]!, /^0{40} capabilities\^\{\}\0multi_ack/)
  assert.match(said(advertiseReceive(empty))[0]!, /^0{40} capabilities\^\{\}\0report-status/)
})
