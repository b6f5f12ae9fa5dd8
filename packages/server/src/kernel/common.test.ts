import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada, eve, stranger } = village

test('a bad credential is refused even where anybody may read', async () => {
  const { status, headers, body } = await stranger.get('/2.0/repositories/acme/site', {
    headers: { authorization: 'Bearer nonsense' },
  })
  assert.equal(status, 401)
  assert.match(headers.get('www-authenticate') ?? '', /^Basic realm=/)
  assert.equal(body.error.message, 'Token is invalid, expired, or not supported for this endpoint.')
})

test('a private repository and a missing one are refused in the same bytes', async () => {
  const [hidden, missing] = await Promise.all([
    eve.get('/2.0/repositories/acme/vault'),
    eve.get('/2.0/repositories/acme/nothing'),
  ])
  assert.equal(hidden.status, 404)
  assert.deepEqual(hidden.body, missing.body)
})

test('a public repository shows itself to anybody', async () => {
  const { status, body } = await stranger.get('/2.0/repositories/acme/site')
  assert.equal(status, 200)
  assert.equal(body.full_name, 'acme/site')
  assert.equal(body.links.clone[0].href, 'http://pail.test/acme/site.git')
  assert.equal(body.owner.type, 'team')
})
test('fields= leaves what it names', async () => {
  assert.deepEqual((await ada.get('/2.0/repositories/acme/site?fields=scm')).body, { scm: 'git' })
})
