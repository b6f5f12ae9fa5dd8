import assert from 'node:assert/strict'
import { after, afterEach, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { openReceiver } from './testing.ts'

const village = await openVillage({ PAIL_OUTBOUND_ALLOW: '127.0.0.1' })
const receiver = await openReceiver()
after(async () => {
  await village.close()
  await receiver.close()
})
const { ada, bob, eve, root } = village
const { writer } = village.forge.database
afterEach(async () => {
  await village.work()
  receiver.taken()
  await writer.deleteFrom('webhooks').execute()
})

const hook = { url: receiver.url, events: ['project:updated', 'repo:created', 'repo:transfer', 'repo:updated'] }

async function heard() {
  await village.work()
  return receiver.taken().map(({ headers, body }) => ({ key: headers['x-event-key'], body }))
}

test('a workspace hears of its projects, and no repository is told then', async () => {
  await ada.post('/2.0/workspaces/acme/hooks', hook)
  await ada.put('/2.0/workspaces/acme/projects/SITE', { name: 'Sites' })
  const [told, ...more] = await heard()
  assert.deepEqual([told?.key, more.length], ['project:updated', 0])
  assert.deepEqual(Object.keys(told!.body).sort(), ['actor', 'changes', 'project'])
  assert.deepEqual([told!.body.project.key, told!.body.changes.name], ['SITE', { old: 'Site', new: 'Sites' }])
})

test('a workspace hears of new repositories, private ones too, and no other workspace does', async () => {
  await eve.post('/2.0/workspaces/elsewhere/hooks', hook)
  await ada.post('/2.0/workspaces/acme/hooks', hook)
  await ada.post('/2.0/repositories/acme/fresh', { is_private: true })
  const told = await heard()
  assert.deepEqual(
    told.map(({ key, body }) => [key, body.repository.full_name, body.repository.is_private]),
    [['repo:created', 'acme/fresh', true]],
  )
})

test('a private parent elsewhere does not come up in what a fork tells', async () => {
  const fresh = '/2.0/repositories/acme/fresh'
  await ada.put('/pail/1/workspaces/acme/members/eve', { permission: 'member' })
  await ada.put(`${fresh}/permissions-config/users/${village.users.eve.uuid}`, { permission: 'read' })
  await ada.put(fresh, { fork_policy: 'allow_forks' })
  await eve.post('/2.0/workspaces/elsewhere/projects', { key: 'E', name: 'Else' })
  const forked = await eve.post(`${fresh}/forks`, { workspace: { slug: 'elsewhere' }, name: 'copy', is_private: true })
  assert.equal(forked.status, 201, JSON.stringify(forked.body))
  assert.equal(forked.body.parent.full_name, 'acme/fresh')
  const { status } = await eve.post('/2.0/repositories/elsewhere/copy/hooks', { ...hook, events: ['repo:updated'] })
  assert.equal(status, 201)
  await eve.put('/2.0/repositories/elsewhere/copy', { description: 'mine' })
  const [told] = await heard()
  assert.equal(told!.body.repository.full_name, 'elsewhere/copy')
  assert.equal(told!.body.repository.parent, null)
  assert.doesNotMatch(JSON.stringify(told!.body), /fresh/)
})

test('a repository that is handed over is heard by the new workspace, and its own hooks stay', async () => {
  await ada.post('/pail/1/workspaces', { slug: 'branch', name: 'Branch' })
  await ada.post('/2.0/workspaces/acme/hooks', hook)
  await ada.post('/2.0/workspaces/branch/hooks', { ...hook, url: `${receiver.url}/branch` })
  await ada.post('/2.0/repositories/acme/site/hooks', {
    ...hook,
    url: `${receiver.url}/own`,
    events: ['repo:transfer'],
  })
  const { status, body } = await ada.post('/pail/1/repositories/acme/site/transfer', { workspace: { slug: 'branch' } })
  assert.ok(status < 300, JSON.stringify(body))
  await village.work()
  const calls = receiver.taken()
  assert.deepEqual(calls.map(({ path }) => path).sort(), ['/hook/branch', '/hook/own'])
  for (const { body: told } of calls) {
    assert.equal(told.repository.full_name, 'branch/site')
    assert.equal(told.previous_workspace.slug, 'acme')
  }
})

test('what is told names no account in clone addresses, and no person but who acted', async () => {
  await ada.post('/2.0/workspaces/branch/hooks', hook)
  await ada.put('/2.0/repositories/branch/site', { description: 'cloned' })
  const [told] = await heard()
  assert.deepEqual(told!.body.repository.links.clone[0], { name: 'https', href: 'http://pail.test/branch/site.git' })
  assert.deepEqual(Object.keys(told!.body.actor), ['type', 'display_name', 'links', 'uuid', 'account_id', 'nickname'])
})

test('links follow the host at which the hook was made', async () => {
  const made = new Request('http://git.example.com/2.0/workspaces/acme/hooks', {
    method: 'POST',
    headers: { authorization: `Bearer ${await village.secret('ada')}`, 'content-type': 'application/json' },
    body: JSON.stringify(hook),
  })
  assert.equal((await village.fetch(made)).status, 201)
  await ada.put('/2.0/repositories/acme/vault', { description: 'linked' })
  const [told] = await heard()
  assert.equal(told!.body.repository.links.self.href, 'http://git.example.com/2.0/repositories/acme/vault')
})

test('the hooks of an account or workspace that is closed go with it', async () => {
  await bob.post('/pail/1/user/hooks', hook)
  await ada.post('/pail/1/workspaces', { slug: 'brief', name: 'Brief' })
  await ada.post('/2.0/workspaces/brief/hooks', hook)
  assert.ok((await ada.delete('/pail/1/workspaces/brief')).status < 300)
  const closed = await root.delete('/pail/1/users/bob')
  assert.ok(closed.status < 300, JSON.stringify(closed.body))
  assert.deepEqual(await village.forge.database.reader.selectFrom('webhooks').select('uuid').execute(), [])
})
