import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, root, stranger, forge, users } = village
const all = '/2.0/repositories/acme'
const TAKEN = 'Repository with this Slug and Owner already exists.'

const create = async (slug: string, body: object = {}) => {
  const answer = await ada.post(`${all}/${slug}`, { project: { key: 'SITE' }, ...body })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}
const storageOf = (body: { uuid: string }) => body.uuid.slice(1, -1)

test('nobody in particular may create, change or delete', async () => {
  assert.equal((await stranger.post(`${all}/anon`, {})).status, 401)
  assert.equal((await stranger.put(`${all}/site`, {})).status, 401)
  assert.equal((await stranger.delete(`${all}/site`)).status, 401)
})

test('creating needs the right to do so in the project', async () => {
  const { status, body } = await bob.post(`${all}/bobs`, { project: { key: 'SITE' } })
  assert.equal(status, 403)
  assert.equal(body.error.message, 'You do not have permission to create repositories in this project.')
  assert.equal((await bob.put(`${all}/bobs`, {})).status, 403)
  assert.equal((await eve.post(`${all}/eves`, {})).status, 403)
})

test('a project that is hidden is refused like one that is not there', async () => {
  await ada.post('/2.0/workspaces/acme/projects', { key: 'HIDDEN', name: 'Hidden', is_private: true })
  const named = (key: string) => bob.post(`${all}/bobs`, { project: { key } })
  const [hidden, missing] = [await named('HIDDEN'), await named('HIDDEN2')]
  assert.equal(hidden.status, 400)
  assert.deepEqual(hidden.body.error.fields, { project: ['Project HIDDEN not found.'] })
  assert.equal(missing.status, 400)
})

test('writing to a repository is not administering it', async () => {
  assert.equal((await bob.put(`${all}/site`, { description: 'Mine' })).status, 403)
  assert.equal((await bob.delete(`${all}/site`)).status, 403)
})

test('a private repository is refused to others like a missing one, whatever they want of it', async () => {
  for (const method of ['GET', 'PUT', 'DELETE']) {
    const ask = (slug: string) => eve.send(method, `${all}/${slug}`, method === 'PUT' ? { body: {} } : {})
    const [hidden, missing] = [await ask('vault'), await ask('missing')]
    assert.deepEqual([hidden.status, hidden.body], [missing.status, missing.body], method)
  }
})

test('a token may do what its scopes say, and no more', async () => {
  const reader = await village.as('ada', ['repository'])
  const { status, body } = await reader.delete(`${all}/vault`)
  assert.equal(status, 403)
  assert.deepEqual(body.error.detail, { required: ['repository:delete'], granted: ['repository'] })
  assert.equal((await reader.put(`${all}/vault`, {})).status, 403)
})

test('a slug is taken once, and a second try leaves nothing on disk', async () => {
  const before = (await forge.git.list()).length
  const { status, body } = await ada.post(`${all}/site`, {})
  assert.equal(status, 400)
  assert.equal(body.error.message, TAKEN)
  assert.deepEqual(body.error.fields, { name: ['You already have a repository with this name.'] })
  assert.equal((await ada.post(`${all}/SITE`, {})).status, 400)
  assert.equal((await forge.git.list()).length, before)
})

test('what a repository is told must be of its kind', async () => {
  const refused: [object, string][] = [
    [{ is_private: 'yes' }, 'is_private'],
    [{ fork_policy: 'maybe' }, 'fork_policy'],
    [{ scm: 'hg' }, 'scm'],
    [{ name: 'a\nb' }, 'name'],
    [{ website: 'javascript:alert(1)' }, 'website'],
    [{ project: { key: 'NOPE' } }, 'project'],
    [{ mainbranch: { name: '../../x' } }, 'mainbranch'],
    [{ mainbranch: { name: '-x' } }, 'mainbranch'],
    [{ mainbranch: { name: '--upload-pack=touch' } }, 'mainbranch'],
    [{ mainbranch: { name: 'a\nb' } }, 'mainbranch'],
  ]
  for (const [body, field] of refused) {
    const answer = await ada.post(`${all}/refused`, body)
    assert.equal(answer.status, 400, field)
    assert.deepEqual(Object.keys(answer.body.error.fields), [field])
  }
  assert.equal((await ada.get(`${all}/refused`)).status, 404)
})

test('a repository cannot be given what it is not told', async () => {
  const foreign = {
    uuid: '{00000000-0000-0000-0000-000000000000}',
    full_name: 'elsewhere/stolen',
    slug: 'stolen',
    owner: { uuid: users.eve.uuid },
    workspace: { slug: 'elsewhere' },
    parent: { full_name: 'acme/vault' },
    created_on: '2001-01-01T00:00:00Z',
    size: 1,
    links: { self: { href: 'http://evil.example' } },
    is_admin: true,
    __proto__: { polluted: true },
  }
  const made = await create('mass', foreign)
  const { body } = await ada.put(`${all}/mass`, { ...foreign, description: 'Changed' })
  for (const shown of [made, body]) {
    assert.equal(shown.full_name, 'acme/mass')
    assert.equal(shown.owner.username, 'acme')
    assert.equal(shown.parent, null)
    assert.equal(shown.size, 0)
    assert.ok(shown.created_on > '2020')
    assert.notEqual(shown.uuid, foreign.uuid)
  }
})

test('a new repository is private, empty and announced', async () => {
  await village.events()
  const body = await create('fresh')
  assert.equal(body.is_private, true)
  assert.equal(body.fork_policy, 'no_public_forks')
  assert.equal(body.mainbranch, null)
  assert.equal(body.language, '')
  assert.equal(body.website, null)
  assert.equal(body.name, 'fresh')
  assert.equal(body.project.key, 'SITE')
  assert.equal(body.workspace.slug, 'acme')
  assert.ok(await forge.git.has(storageOf(body)))
  assert.deepEqual(await village.events(), ['repo:created'])
})

test('an empty body creates in the oldest project', async () => {
  const { status, body } = await ada.send('POST', `${all}/bare`)
  assert.equal(status, 200)
  assert.equal(body.project.key, 'SITE')
})

test('the slug comes from the address, the name from the body', async () => {
  const body = await create('My.Slug_1', { name: 'A Name', language: 'TypeScript', website: 'https://example.com' })
  assert.equal(body.full_name, 'acme/my.slug_1')
  assert.equal(body.name, 'A Name')
  assert.equal(body.language, 'typescript')
  assert.equal(body.website, 'https://example.com')
})

test('one who may create in the project creates there', async () => {
  const grant = (permission: string) =>
    ada.put('/2.0/workspaces/acme/projects/SITE/permissions-config/users/bob', { permission })
  assert.equal((await grant('create-repo')).status, 200)
  const { status, body } = await bob.post(`${all}/by-bob`, { project: { key: 'SITE' } })
  assert.equal(status, 200, JSON.stringify(body))
  await grant('write')
})

test('changing what is not there creates it', async () => {
  const { status, body, headers } = await ada.put(`${all}/put`, { name: 'Put' })
  assert.equal(status, 201)
  assert.equal(body.full_name, 'acme/put')
  assert.equal(headers.get('location'), 'http://pail.test/2.0/repositories/acme/put')
})

test('a change leaves what it does not name, and is announced', async () => {
  await create('partial', { description: 'Kept', language: 'go', has_issues: true })
  await village.events()
  const { status, body, headers } = await ada.put(`${all}/partial`, { website: 'https://example.com' })
  assert.equal(status, 200)
  assert.equal(headers.get('location'), null)
  assert.equal(body.description, 'Kept')
  assert.equal(body.language, 'go')
  assert.equal(body.has_issues, true)
  assert.deepEqual(await village.events(), ['repo:updated'])
})

test('what a repository shows can be sent back', async () => {
  await create('round', { description: 'x', is_private: false })
  const { body } = await ada.get(`${all}/round`)
  const { status, body: back } = await ada.put(`${all}/round`, body)
  assert.equal(status, 200)
  assert.deepEqual({ ...back, updated_on: '' }, { ...body, updated_on: '' })
})

test('null empties what may be empty', async () => {
  await create('emptied', { description: 'x', website: 'https://example.com', language: 'c' })
  const { body } = await ada.put(`${all}/emptied`, { description: null, website: null, language: null })
  assert.deepEqual([body.description, body.website, body.language], ['', null, ''])
})

test('a repository moves between the projects of its workspace', async () => {
  await ada.post('/2.0/workspaces/acme/projects', { key: 'NEXT', name: 'Next' })
  const { uuid } = (await ada.get('/2.0/workspaces/acme/projects/NEXT')).body
  await create('mover')
  assert.equal((await ada.put(`${all}/mover`, { project: { key: 'NEXT' } })).body.project.key, 'NEXT')
  assert.equal((await ada.put(`${all}/mover`, { project: { key: 'SITE' } })).body.project.key, 'SITE')
  assert.equal((await ada.put(`${all}/mover`, { project: { uuid } })).body.project.key, 'NEXT')
  assert.equal((await ada.put(`${all}/mover`, { project: { key: 'NOWHERE' } })).status, 400)
})

test('what public forks need not fear is not kept from them', async () => {
  await create('policy', { fork_policy: 'no_forks' })
  const put = async (body: object) => (await ada.put(`${all}/policy`, body)).body.fork_policy
  assert.equal(await put({ fork_policy: 'no_public_forks' }), 'no_public_forks')
  assert.equal(await put({ is_private: false }), 'allow_forks')
  assert.equal(await put({ fork_policy: 'no_public_forks' }), 'allow_forks')
  assert.equal(await put({ fork_policy: 'no_forks' }), 'no_forks')
})

test('a deleted repository is gone at once, and its disk soon after', async () => {
  const body = await create('doomed')
  await ada.put(`${all}/doomed`, { name: 'Doomed two' })
  await village.events()
  const { status } = await ada.delete(`${all}/doomed-two?redirect_to=https://example.com`)
  assert.equal(status, 204)
  assert.equal((await ada.get(`${all}/doomed-two`)).status, 404)
  assert.equal((await ada.get(`${all}/doomed`)).status, 404)
  assert.deepEqual(await village.events(), ['repo:deleted'])
  await village.work()
  assert.equal(await forge.git.has(storageOf(body)), false)
  const left = forge.database.reader.selectFrom('former_slugs').where('leads_to', '=', storageOf(body)).selectAll()
  assert.deepEqual(await left.execute(), [])
})

test('an administrator of the installation may do all of it', async () => {
  assert.equal((await root.post(`${all}/by-root`, {})).status, 200)
  assert.equal((await root.delete(`${all}/by-root`)).status, 204)
})
