import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from '@pail/failures'
import { matches } from './matches.ts'
import { parseQuery } from './parse-query.ts'
import type { ReadableFields } from './readable.ts'

interface Task {
  name: string
  votes: number | null
  done: boolean
  due: Date | string | null
  owner: { uuid: string } | null
  priority: string
  labels: string[]
}

const PRIORITIES = ['trivial', 'minor', 'major', 'critical', 'blocker']

const fields: ReadableFields<Task> = {
  name: { type: 'text', read: task => task.name },
  votes: { type: 'number', read: task => task.votes },
  done: { type: 'flag', read: task => task.done },
  due: { type: 'time', read: task => task.due },
  owner: { type: 'object', read: task => task.owner },
  'owner.uuid': { type: 'uuid', read: task => task.owner?.uuid },
  priority: { type: 'rank', ranks: PRIORITIES, read: task => task.priority },
  labels: { type: 'text', read: task => task.labels },
}

const paint: Task = {
  name: 'Paint the Élan',
  votes: 3,
  done: false,
  due: new Date('2026-11-21T02:24:38.123Z'),
  owner: { uuid: '{B2F7E1A0-0000-4000-8000-000000000001}' },
  priority: 'major',
  labels: ['red', 'Straße'],
}
const nothing: Task = { name: '', votes: null, done: true, due: null, owner: null, priority: 'trivial', labels: [] }

const holds = (text: string, task = paint) => matches(parseQuery(text), fields)(task)

const refuses = (text: string, message: string, detail?: RegExp) =>
  assert.throws(
    () => matches(parseQuery(text), fields),
    (error: Invalid) => {
      assert.equal(error.message, message)
      if (detail) assert.match(String(error.particulars.detail), detail)
      return error instanceof Invalid
    },
  )

test('an unknown field is refused with the names of the known ones', () => {
  assert.throws(
    () => matches(parseQuery('foo = 1'), fields),
    (error: Invalid) => {
      assert.equal(error.message, "Invalid field name: 'foo'")
      assert.deepEqual(error.particulars.data, { fields: Object.keys(fields) })
      return true
    },
  )
})

test('members every object has are not fields', () => {
  refuses('__proto__ = null', "Invalid field name: '__proto__'")
  refuses('constructor = "a"', "Invalid field name: 'constructor'")
  refuses('toString = "a"', "Invalid field name: 'toString'")
})

test('a value of another type is refused and names the field', () => {
  refuses('name = 1', "Invalid value for field 'name'", /^Expected a string at character 8$/)
  refuses('votes = "3"', "Invalid value for field 'votes'", /a number/)
  refuses('done = 1', "Invalid value for field 'done'", /true or false/)
  refuses('due > "soon"', "Invalid value for field 'due'", /a date/)
  refuses('owner.uuid = "me"', "Invalid value for field 'owner.uuid'", /a uuid/)
  refuses('priority > "urgent"', "Invalid value for field 'priority'", /one of trivial, minor/)
  refuses('name IN ("a", 1)', "Invalid value for field 'name'", /character 15/)
})

test('an operator the field has no meaning for is refused', () => {
  refuses('done > true', "Invalid operator for field 'done'", /not compared with > at character 1/)
  refuses('votes ~ "1"', "Invalid operator for field 'votes'")
  refuses('owner.uuid ~ "b2"', "Invalid operator for field 'owner.uuid'")
  refuses('owner = "ada"', "Invalid operator for field 'owner'")
})

test('no query matches everything', () => assert.equal(holds(''), true))

test('= is exact and ~ is not', () => {
  assert.equal(holds('name = "Paint the Élan"'), true)
  assert.equal(holds('name = "paint the élan"'), false)
  assert.equal(holds('name ~ "ÉLAN"'), true)
  assert.equal(holds('name ~ "PAINT"'), true)
  assert.equal(holds('name ~ "%"'), false)
  assert.equal(holds('name !~ "élan"'), false)
})

test('numbers and times compare by size', () => {
  assert.equal(holds('votes >= 3 and votes <= 3 and votes > 2.5 and votes < 4'), true)
  assert.equal(holds('votes > 3 or votes < 3'), false)
  assert.equal(holds('due > 2026-11-21 and due < 2026-11-22'), true)
  assert.equal(holds('due = "2026-11-21T03:24:38.123+01:00"'), true)
  assert.equal(holds('due >= 2026-11-21T02:24:38.124Z'), false)
})

test('a time may be read as text with an offset', () => {
  assert.equal(holds('due = 2026-11-21T02:24:38Z', { ...paint, due: '2026-11-21T03:24:38+01:00' }), true)
})

test('a uuid is itself with or without braces, in any case', () => {
  assert.equal(holds('owner.uuid = "b2f7e1a0-0000-4000-8000-000000000001"'), true)
  assert.equal(holds('owner.uuid = "{B2F7E1A0-0000-4000-8000-000000000001}"'), true)
})

test('ranks compare by their place', () => {
  assert.equal(holds('priority > "minor" and priority < "critical" and priority >= "major"'), true)
  assert.equal(holds('priority > "major"'), false)
  assert.equal(holds('priority IN ("major", "blocker") and priority != "minor"'), true)
})

test('of several values any one may match, and a negation wants none to', () => {
  assert.equal(holds('labels = "red" and labels ~ "straß"'), true)
  assert.equal(holds('labels != "red"'), false)
  assert.equal(holds('labels != "blue" and labels NOT IN ("blue", "green")'), true)
})

test('what has no value equals only null', () => {
  assert.equal(
    holds('owner = null and owner.uuid = null and votes = null and labels = null and due = null', nothing),
    true,
  )
  assert.equal(holds('owner != null and votes != null and labels != null'), true)
  assert.equal(holds('votes < 100 or due > 2000-01-01 or labels ~ ""', nothing), false)
  assert.equal(holds('votes != 3 and labels !~ "red" and due != 2026-01-01', nothing), true)
})

test('parts join with and and or', () => {
  assert.equal(holds('votes = 1 or done = false and priority = "major"'), true)
  assert.equal(holds('(votes = 1 or done = false) and priority = "minor"'), false)
})
