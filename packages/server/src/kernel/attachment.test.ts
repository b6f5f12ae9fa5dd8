import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attachment } from './attachment.ts'

test('a name cannot end its header or its quotes', () => {
  assert.equal(attachment('a"; x="b\r\nSet-Cookie: c\0.txt'), 'attachment; filename="a_; x=_b__Set-Cookie: c_.txt"')
  assert.equal(attachment('../a\\b'), 'attachment; filename=".._a_b"')
})

test('marks that turn the direction of writing are not kept', () => {
  assert.equal(attachment('invoice\u202Efdp.exe'), 'attachment; filename="invoice_fdp.exe"')
})

test('plain names stand as they are, others also exactly', () => {
  assert.equal(attachment('a b.txt'), 'attachment; filename="a b.txt"')
  assert.equal(
    attachment("ü'(1)*.txt"),
    "attachment; filename=\"_'(1)*.txt\"; filename*=UTF-8''%C3%BC%27%281%29%2A.txt",
  )
})

test('half a character and a name without end give a header all the same', () => {
  assert.equal(attachment('\ud83d'), 'attachment; filename="_"; filename*=UTF-8\'\'%EF%BF%BD')
  assert.ok(attachment('é'.repeat(5000)).length < 2000)
})
