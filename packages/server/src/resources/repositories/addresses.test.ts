import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, root, stranger, forge, site, vault, acme } = village
const all = '/2.0/repositories/acme'

const create = async (slug: string, body: object = {}) => {
  const { status, body: made } = await ada.post(`${all}/${slug}`, { project: { key: 'SITE' }, ...body })
  assert.equal(status, 200, JSON.stringify(made))
  return made
}
const braces = (uuid: string) => encodeURIComponent(`{${uuid}}`)
const where = (answer: { headers: Headers }) => answer.headers.get('location')

test('a slug is a few plain characters, and no part of a path', async () => {
  const refused = [
    '%2e%2e%2fx',
    'a%2f..%2f..%2fb',
    '%2e',
    '.git',
    'x.git',
    'x.',
    'workspace',
    'a%20b',
    'a%0ab',
    '%C3%A9',
    '%D0%B0dmin',
    'x'.repeat(63),
    'a%5Cb',
    '0b0b0b0b-0000-0000-0000-00000000000b',
  ]
  for (const slug of refused) {
    const { status } = await ada.post(`${all}/${slug}`, {})
    assert.ok([400, 404, 405].includes(status), `${slug}: ${status}`)
  }
  assert.equal((await ada.post(`${all}/a%00b`, {})).status, 400)
  assert.equal((await ada.post(`${all}/--upload-pack=touch`, {})).status, 400)
  assert.equal((await ada.get(`${all}?pagelen=100`)).body.size, 2)
})

test('a name that leaves no slug is refused', async () => {
  for (const name of ['.git', 'a.git', '..', 'workspace', '\u0000', 'a\rb'])
    assert.equal((await ada.put(`${all}/site`, { name })).status, 400, JSON.stringify(name))
  assert.equal((await ada.get(`${all}/site`)).body.name, 'site')
})

test('a name that gives a taken slug is refused in the words of a taken slug', async () => {
  await create('first')
  await create('second')
  const { status, body } = await ada.put(`${all}/second`, { name: 'First' })
  assert.equal(status, 400)
  assert.equal(body.error.message, 'Repository with this Slug and Owner already exists.')
  assert.equal((await ada.get(`${all}/second`)).status, 200)
})

test('an old address tells nothing to those who may not see the new one', async () => {
  await create('quiet')
  await ada.put(`${all}/quiet`, { name: 'Quieter' })
  const [moved, missing] = [await eve.get(`${all}/quiet`), await eve.get(`${all}/missing`)]
  assert.equal(moved.status, 404)
  assert.deepEqual(moved.body, missing.body)
  assert.equal((await stranger.get(`${all}/quiet`)).status, 404)
})

test('a new name gives a new address, to which the old one leads', async () => {
  await create('before', { is_private: false })
  const renamed = await ada.put(`${all}/before`, { name: 'After the Fact!' })
  assert.equal(renamed.status, 200)
  assert.equal(renamed.body.full_name, 'acme/after-the-fact')
  assert.equal(where(renamed), 'http://pail.test/2.0/repositories/acme/after-the-fact')
  const read = await stranger.get(`${all}/before/watchers?pagelen=5`)
  assert.equal(read.status, 301)
  assert.equal(where(read), 'http://pail.test/2.0/repositories/acme/after-the-fact/watchers?pagelen=5')
  const written = await ada.put(`${all}/BEFORE`, { description: 'x' })
  assert.equal(written.status, 308)
  assert.equal(where(written), 'http://pail.test/2.0/repositories/acme/after-the-fact')
  assert.equal((await ada.delete(`${all}/before`)).status, 308)
  assert.equal((await ada.get(`${all}/${renamed.body.uuid}`)).status, 200)
})

test('names that differ and slugs that do not keep the address', async () => {
  await create('steady')
  const answer = await ada.put(`${all}/steady`, { name: 'STEADY' })
  assert.equal(where(answer), null)
  assert.equal(answer.body.name, 'STEADY')
  assert.equal(answer.body.slug, 'steady')
})

test('a repository that comes back to its old name has it', async () => {
  await create('there')
  await ada.put(`${all}/there`, { name: 'and' })
  await ada.put(`${all}/and`, { name: 'there' })
  assert.equal((await ada.get(`${all}/there`)).status, 200)
  assert.equal((await ada.get(`${all}/and`)).status, 301)
})

test('an address that is used again no longer leads elsewhere', async () => {
  const { uuid } = await create('reused')
  await ada.put(`${all}/reused`, { name: 'Moved on' })
  const again = await create('reused')
  assert.notEqual(again.uuid, uuid)
  assert.equal((await ada.get(`${all}/reused`)).body.uuid, again.uuid)
  assert.equal((await ada.delete(`${all}/reused`)).status, 204)
  assert.equal((await ada.get(`${all}/reused`)).status, 404)
})

test('slugs are read in any case, uuids in braces, in a workspace of any form', async () => {
  const { body } = await ada.get(`${all}/vault`)
  const ways = [
    '/2.0/repositories/ACME/Vault',
    `/2.0/repositories/acme/${braces(vault.uuid)}`,
    `/2.0/repositories/acme/{${vault.uuid}}`,
    `/2.0/repositories/${braces(acme.uuid)}/vault`,
    `/2.0/repositories/${braces(acme.uuid)}/${braces(vault.uuid.toUpperCase())}`,
    `/2.0/repositories/%7B%7D/${braces(vault.uuid)}`,
    `/2.0/repositories/{}/{${vault.uuid}}/`,
  ]
  for (const way of ways) assert.deepEqual((await ada.get(way)).body, body, way)
  assert.equal((await eve.get(`/2.0/repositories/%7B%7D/${braces(vault.uuid)}`)).status, 404)
  assert.equal((await ada.get(`/2.0/repositories/elsewhere/${braces(vault.uuid)}`)).status, 404)
  assert.equal((await ada.get('/2.0/repositories/%7B%7D/vault')).status, 404)
})

test('the addresses of a workspace that was renamed lead to where its repositories are', async () => {
  const rename = async (from: string, to: string) => {
    const { status, body } = await ada.put(`/pail/1/workspaces/${from}`, { slug: to })
    assert.equal(status, 200, JSON.stringify(body))
  }
  await create('early')
  await ada.put(`${all}/early`, { name: 'Late' })
  await rename('acme', 'acme-two')
  assert.equal(where(await stranger.get(`${all}/site`)), 'http://pail.test/2.0/repositories/acme-two/site')
  assert.equal(where(await ada.get(`${all}/early`)), 'http://pail.test/2.0/repositories/acme-two/late')
  assert.equal((await eve.get(`${all}/vault`)).status, 404)
  assert.equal((await stranger.get(`${all}/missing`)).status, 404)
  await rename('acme-two', 'acme')
  assert.equal((await stranger.get(`${all}/site`)).status, 200)
})

test('a workspace that takes the slug of one that is gone has none of its old addresses', async () => {
  const made = await root.post('/pail/1/workspaces', { slug: 'brief' })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  await root.post('/2.0/workspaces/brief/projects', { key: 'P', name: 'P' })
  const old = '/2.0/repositories/brief/old'
  assert.equal((await root.post(old, { is_private: false })).status, 200)
  const moved = await root.post(`/pail/1${old.slice(4)}/transfer`, { workspace: { slug: 'acme' } })
  assert.equal(moved.status, 200, JSON.stringify(moved.body))
  assert.equal((await stranger.get(old)).status, 301)
  assert.equal((await root.delete('/pail/1/workspaces/brief')).status, 204)
  assert.equal((await stranger.get(old)).status, 404)
  assert.equal((await root.post('/pail/1/workspaces', { slug: 'brief' })).status, 201)
  assert.equal((await stranger.get(old)).status, 404)
  assert.equal((await root.get(old)).status, 404)
})

test('a push that names the main branch meanwhile is not undone by a change', async () => {
  const storage = site.uuid
  const slow = ada.put(`${all}/site`, { description: 'Slow' })
  await forge.database.transact(tx =>
    tx.updateTable('repositories').set({ size: 4711 }).where('uuid', '=', storage).execute(),
  )
  await slow
  assert.equal((await bob.get(`${all}/site`)).body.size, 4711)
})
