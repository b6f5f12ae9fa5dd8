import assert from 'node:assert/strict'
import { test } from 'node:test'
import { packTerms, wantsOf } from './fetch-request.ts'
import { packet } from './pkt-line.ts'

const [A, B] = ['a'.repeat(40), 'b'.repeat(40)] as const
const flush = Buffer.from('0000')
const v2 = (...args: string[]) =>
  Buffer.concat([packet('command=fetch'), packet('agent=x'), Buffer.from('0001'), ...args.map(packet), flush])
const v0 = (first: string, ...then: string[]) =>
  Buffer.concat([packet(`${first}\n`), flush, ...then.map(line => packet(`${line}\n`))])

test('a request that negotiates has no terms', () => {
  assert.equal(packTerms(2, v2(`want ${A}`)), undefined)
  assert.equal(packTerms(2, v2(`want ${A}`, `have ${B}`)), undefined)
  assert.equal(packTerms(2, Buffer.concat([packet('command=ls-refs'), flush])), undefined)
  assert.equal(packTerms(0, v0(`want ${A} ofs-delta`, `have ${B}`, 'done')), undefined)
  assert.equal(packTerms(0, v0(`want ${A} ofs-delta`)), undefined)
})

test('what differs in depth, filter, objects or manner has other terms', () => {
  const requests = [
    v2(`want ${A}`, 'done'),
    v2(`want ${B}`, 'done'),
    v2(`want ${A}`, 'deepen 1', 'done'),
    v2(`want ${A}`, 'deepen 2', 'done'),
    v2(`want ${A}`, 'filter blob:none', 'done'),
    v2(`want ${A}`, `have ${B}`, 'done'),
    v2(`want ${A}`, `shallow ${B}`, 'done'),
    v2(`want ${A}`, 'no-progress', 'done'),
    v2(`want ${A}`, 'include-tag', 'done'),
  ]
  assert.equal(new Set(requests.map(request => JSON.stringify(packTerms(2, request)))).size, requests.length)
})

test('the order of objects and the name of the client change nothing', () => {
  const terms = packTerms(2, v2('ofs-delta', `want ${A}`, `want ${B}`, 'done'))
  assert.deepEqual(packTerms(2, v2(`want ${B}`, 'ofs-delta', `want ${A}`, `want ${A}`, 'done')), terms)
  assert.deepEqual(
    packTerms(0, v0(`want ${A} ofs-delta agent=git/2.39`, 'done')),
    packTerms(0, v0(`want ${A} ofs-delta agent=git/2.50`, 'done')),
  )
})

test('it shows whether tags or refs matter', () => {
  assert.equal(packTerms(0, v0(`want ${A} ofs-delta include-tag`, 'done'))?.followsTags, true)
  assert.equal(packTerms(2, v2(`want ${A}`, 'include-tag', 'done'))?.followsTags, true)
  assert.equal(packTerms(2, v2(`want ${A}`, 'deepen-not v1', 'done'))?.namesRefs, true)
  assert.equal(packTerms(2, v2(`want ${A}`, 'done'))?.namesRefs, false)
})

test('the objects asked for are found in both versions', () => {
  assert.deepEqual(wantsOf(v2(`want ${A}`, `want ${B}`, `want ${A}`)), [A, B])
  assert.deepEqual(wantsOf(v0(`want ${A} ofs-delta`, 'done')), [A])
})
