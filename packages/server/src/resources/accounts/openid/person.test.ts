import assert from 'node:assert/strict'
import { test } from 'node:test'
import { personIn, usernamesFor } from './person.ts'

const person = (claims: object) => personIn({ iss: 'https://id.example.com', sub: 's', ...claims })
const first = (claims: object) => usernamesFor(person(claims)).next().value

test('an address counts only when the provider says that it is theirs', () => {
  const email = 'Ada@Example.com'
  assert.equal(person({ email, email_verified: true }).email, 'ada@example.com')
  assert.equal(person({ email, email_verified: 'true' }).email, 'ada@example.com')
  assert.equal(person({ email }).email, undefined)
  assert.equal(person({ email, email_verified: 1 }).email, undefined)
  assert.equal(person({ email: ['a@example.com'], email_verified: true }).email, undefined)
})

test('a name is on one line, and there is always one', () => {
  assert.equal(person({ name: 'Ada\r\nL.' }).name, 'Ada  L.')
  assert.equal(person({ preferred_username: 'ada' }).name, 'ada')
  assert.equal(person({}).name, 's')
  assert.equal(person({ name: 'n'.repeat(1000) }).name.length, 255)
})

test('a username is what fits of the one there, of the address, or any', () => {
  assert.equal(first({ preferred_username: 'Ada.Lovelace' }), 'ada-lovelace')
  assert.equal(first({ preferred_username: 'DOMAIN\\ada' }), 'domain-ada')
  assert.equal(first({ preferred_username: 'ada@corp.example' }), 'ada')
  assert.equal(first({ email: 'ada+x@example.com' }), 'ada-x')
  assert.equal(first({ preferred_username: '__Zoë__' }), 'zoe')
  assert.equal(first({ preferred_username: '日本' }), 'user')
  assert.equal(first({ preferred_username: 'x'.repeat(100) })?.length, 56)
  assert.deepEqual([...usernamesFor(person({ preferred_username: 'ada' }))].slice(0, 3), ['ada', 'ada-2', 'ada-3'])
})
