import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lineOf } from './line.ts'
import type { Message } from './message.ts'
import { Secrets } from './secrets.ts'

test('each message is one line, in which people find a stream', () => {
  const data = { title: 'a\nb "c" \u2028', nothing: null }
  const line = lineOf({ type: 'RECORD', record: { stream: 'commits', emitted_at: 5, data } })
  assert.equal(line.split('\n').length, 2)
  assert.match(line, /"stream": "commits"/)
  assert.deepEqual(JSON.parse(line), { type: 'RECORD', record: { stream: 'commits', emitted_at: 5, data } })
})

test('the count of records has a point, and what is undefined is left out', () => {
  const message: Message = {
    type: 'STATE',
    state: {
      type: 'STREAM',
      stream: { stream_descriptor: { name: 'tags' }, stream_state: { a: [1, { b: undefined, c: 'é' }] } },
      sourceStats: { recordCount: 5 },
    },
  }
  const line = lineOf(message)
  assert.match(line, /"recordCount": 5\.0/)
  assert.match(line, /"stream_state": \{"a": \[1, \{"c": "é"\}\]\}/)
  assert.equal(JSON.parse(line).state.sourceStats.recordCount, 5)
})

test('secrets are masked in every form in which they travel', () => {
  const secrets = new Secrets()
  secrets.add('s3cr+t/"x', 'ada@example.com')
  const basic = Buffer.from('ada@example.com:s3cr+t/"x').toString('base64')
  const forms = ['s3cr+t/"x', encodeURIComponent('s3cr+t/"x'), JSON.stringify('s3cr+t/"x').slice(1, -1), basic]
  assert.equal(secrets.mask(forms.join(' ')), '**** **** **** ****')
  assert.deepEqual(secrets.maskAll({ a: ['s3cr+t/"x!'], b: 5 }), { a: ['****!'], b: 5 })
})
