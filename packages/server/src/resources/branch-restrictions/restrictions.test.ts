import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { addToGroup, makeGroup } from '../workspaces/groups/change.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger, root, forge, acme, users } = village
const SITE = '/2.0/repositories/acme/site/branch-restrictions'
const VAULT = '/2.0/repositories/acme/vault/branch-restrictions'
const PROJECT = '/pail/1/workspaces/acme/projects/SITE/branch-restrictions'
const nobody = { users: [], groups: [] }
const fieldsOf = async (body: object, at = SITE) => {
  const { status, body: answer } = await ada.post(at, body)
  assert.equal(status, 400, JSON.stringify(answer))
  return Object.keys(answer.error.fields)
}

before(() =>
  forge.database.transact(async tx => {
    await addToGroup(tx, await makeGroup(tx, acme, 'Crew'), users.bob.uuid)
  }),
)

test('restrictions are for administrators, and hidden with the repository', async () => {
  const rule = { kind: 'force', pattern: 'main' }
  assert.equal((await stranger.get(SITE)).status, 401)
  assert.equal((await bob.get(SITE)).status, 403)
  assert.equal((await bob.post(SITE, rule)).status, 403)
  assert.equal((await bob.post(PROJECT, rule)).status, 403)
  const [hidden, missing] = await Promise.all([eve.get(VAULT), eve.get(VAULT.replace('vault', 'nothing'))])
  assert.deepEqual([hidden.status, hidden.body], [404, missing.body])
})

test('it takes the scope of an administrator', async () => {
  const narrow = await village.as('ada', ['repository:write'])
  assert.deepEqual((await narrow.get(SITE)).body.error.detail.required, ['repository:admin'])
  const token = await village.as('ada', ['repository:admin'])
  assert.equal((await token.get(SITE)).status, 200)
})

test('a restriction says what it stops and where', async () => {
  assert.deepEqual(await fieldsOf({ pattern: 'main' }), ['kind'])
  assert.deepEqual(await fieldsOf({ kind: 'require_signed_commits', pattern: 'main' }), ['kind'])
  assert.deepEqual(await fieldsOf({ kind: 'force' }), ['pattern'])
  assert.deepEqual(await fieldsOf({ kind: 'force', pattern: '' }), ['pattern'])
  assert.deepEqual(await fieldsOf({ kind: 'force', branch_match_kind: 'regex', pattern: 'main' }), [
    'branch_match_kind',
  ])
  assert.deepEqual(await fieldsOf({ kind: 'force', branch_match_kind: 'branching_model' }), ['branch_type'])
  assert.deepEqual(await fieldsOf({ kind: 'force', branch_match_kind: 'branching_model', branch_type: 'trunk' }), [
    'branch_type',
  ])
})

test('what counts needs a number, and a sensible one', async () => {
  const approvals = { kind: 'require_approvals_to_merge', pattern: 'main' }
  assert.deepEqual(await fieldsOf(approvals), ['value'])
  assert.deepEqual(await fieldsOf({ ...approvals, value: 0 }), ['value'])
  assert.deepEqual(await fieldsOf({ ...approvals, value: -1 }), ['value'])
  assert.deepEqual(await fieldsOf({ ...approvals, value: 2 ** 40 }), ['value'])
  assert.deepEqual(await fieldsOf({ ...approvals, value: 'two' }), ['value'])
})

test('push and restrict_merges say who is exempt, and the others cannot', async () => {
  assert.deepEqual(await fieldsOf({ kind: 'push', pattern: 'main' }), ['users', 'groups'])
  assert.deepEqual(await fieldsOf({ kind: 'restrict_merges', pattern: 'main' }), ['users', 'groups'])
  assert.deepEqual(await fieldsOf({ kind: 'delete', pattern: 'main', users: [{ uuid: users.bob.uuid }] }), ['users'])
  assert.deepEqual(await fieldsOf({ kind: 'delete', pattern: 'main', groups: [{ slug: 'crew' }] }), ['groups'])
})

test('who is exempt has access, and groups are those of the workspace', async () => {
  const rule = { kind: 'push', pattern: 'main', groups: [] }
  const outsider = await ada.post(SITE, { ...rule, users: [{ uuid: `{${users.eve.uuid}}` }] })
  assert.equal(outsider.status, 400)
  assert.equal(outsider.body.error.message, 'users: Eve has no access to this repository')
  assert.deepEqual(await fieldsOf({ ...rule, users: [{ username: 'nobody' }] }), ['users'])
  assert.deepEqual(await fieldsOf({ ...rule, users: [{}] }), ['users'])
  assert.deepEqual(await fieldsOf({ ...rule, groups: [{ slug: 'nobodies' }] }), ['groups'])
  assert.deepEqual(await fieldsOf({ ...rule, groups: [{ slug: 'crew', owner: { username: 'elsewhere' } }] }), [
    'groups',
  ])
  assert.deepEqual(await fieldsOf({ ...rule, groups: [{ full_slug: 'elsewhere:crew' }] }), ['groups'])
  assert.equal((await ada.get(`${SITE}?kind=push`)).body.size, 0)
})

test('a new restriction is answered with itself', async () => {
  const rule = {
    kind: 'push',
    pattern: 'release/*',
    users: [{ username: 'bob' }, { uuid: `{${users.ada.uuid}}` }],
    groups: [{ slug: 'crew', owner: { username: 'acme' } }],
  }
  const { status, body, headers } = await ada.post(SITE, rule)
  assert.equal(status, 201, JSON.stringify(body))
  const { id, users: exempt, groups, links, ...rest } = body
  assert.deepEqual(rest, {
    type: 'branchrestriction',
    kind: 'push',
    branch_match_kind: 'glob',
    pattern: 'release/*',
    value: null,
  })
  assert.ok(Number.isInteger(id))
  assert.deepEqual(exempt.map((one: { nickname: string }) => one.nickname).sort(), ['ada', 'bob'])
  assert.deepEqual([groups[0].full_slug, groups[0].type], ['acme:crew', 'group'])
  assert.equal(links.self.href, headers.get('location'))
  assert.deepEqual((await ada.get(new URL(links.self.href).pathname)).body, body)
})

test('one by the branching model has a type and an empty pattern', async () => {
  const rule = { kind: 'delete', branch_match_kind: 'branching_model', branch_type: 'production', pattern: '' }
  const { status, body } = await ada.post(SITE, rule)
  assert.deepEqual([status, body.branch_type, body.pattern, body.users], [201, 'production', '', []])
})

test('a kind is said once of the same branches', async () => {
  const rule = { kind: 'force', pattern: 'once' }
  assert.equal((await ada.post(SITE, rule)).status, 201)
  const again = await ada.post(SITE, rule)
  assert.equal(again.status, 400)
  assert.equal(again.body.error.message, 'pattern: these branches have a restriction of kind force already')
  assert.equal((await ada.post(SITE, { ...rule, kind: 'delete' })).status, 201)
  assert.equal((await ada.post(SITE, { ...rule, pattern: 'Once' })).status, 201)
  assert.equal((await ada.post(VAULT, rule)).status, 201)
  const byModel = { kind: 'force', branch_match_kind: 'branching_model', branch_type: 'hotfix' }
  const answers = await Promise.all([ada.post(SITE, byModel), ada.post(SITE, byModel)])
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 400])
})

test('what a change leaves out stays', async () => {
  const { body } = await ada.post(SITE, { kind: 'push', pattern: 'stays', users: [{ username: 'bob' }], groups: [] })
  const at = `${SITE}/${body.id}`
  assert.deepEqual((await ada.put(at, {})).body, body)
  const moved = await ada.put(at, { pattern: 'moved' })
  assert.deepEqual([moved.status, moved.body], [200, { ...body, pattern: 'moved' }])
  const emptied = await ada.put(at, { users: [] })
  assert.deepEqual([emptied.body.users, emptied.body.pattern], [[], 'moved'])
  assert.deepEqual((await ada.put(at, moved.body)).body, moved.body)
})

test('a restriction may become one of another kind, and then needs what that needs', async () => {
  const { body } = await ada.post(SITE, { kind: 'push', pattern: 'becomes', users: [{ username: 'bob' }] })
  const at = `${SITE}/${body.id}`
  assert.deepEqual(Object.keys((await ada.put(at, { kind: 'require_commits_behind' })).body.error.fields), ['value'])
  const counting = await ada.put(at, { kind: 'require_commits_behind', value: 0 })
  assert.deepEqual([counting.body.kind, counting.body.value, counting.body.users], ['require_commits_behind', 0, []])
  assert.equal((await ada.put(at, { kind: 'push' })).status, 400)
  const byModel = { branch_match_kind: 'branching_model', branch_type: 'feature' }
  assert.deepEqual((await ada.put(at, byModel)).body.branch_type, 'feature')
  assert.deepEqual(Object.keys((await ada.put(at, { branch_match_kind: 'glob' })).body.error.fields), ['pattern'])
})

test('the list is of one kind or one pattern, exactly', async () => {
  await ada.post(VAULT, { kind: 'force', pattern: 'a*' })
  await ada.post(VAULT, { kind: 'delete', pattern: 'a*' })
  const patterns = async (query: string) =>
    (await ada.get(`${VAULT}?${query}`)).body.values.map((one: { kind: string; pattern: string }) => [
      one.kind,
      one.pattern,
    ])
  assert.deepEqual(await patterns('pattern=a*&kind=force'), [['force', 'a*']])
  assert.deepEqual(await patterns('pattern=a'), [])
  assert.deepEqual(await patterns('kind=delete'), [['delete', 'a*']])
  const { body } = await ada.get(`${VAULT}?pagelen=1`)
  assert.deepEqual([body.values.length, new URL(body.next).pathname], [1, VAULT])
})

test('a restriction is found only where it is', async () => {
  const { id } = (await ada.post(SITE, { kind: 'force', pattern: 'here' })).body
  assert.equal((await ada.get(`${VAULT}/${id}`)).status, 404)
  assert.equal((await ada.put(`${VAULT}/${id}`, { pattern: 'x' })).status, 404)
  assert.equal((await ada.delete(`${VAULT}/${id}`)).status, 404)
  assert.equal((await ada.get(`${PROJECT}/${id}`)).status, 404)
  assert.equal((await ada.get(`${SITE}/x`)).status, 404)
  assert.equal((await ada.delete(`${SITE}/${id}`)).status, 204)
  assert.equal((await ada.delete(`${SITE}/${id}`)).status, 404)
})

test('restrictions of a project hold in its repositories and are not listed as theirs', async () => {
  const effective = '/pail/1/repositories/acme/site/effective-branch-restrictions?branch=shared/x&pagelen=100'
  const { status, body } = await ada.post(PROJECT, { kind: 'push', pattern: 'shared/*', ...nobody })
  assert.equal(status, 201)
  assert.deepEqual((await ada.get(new URL(body.links.self.href).pathname)).body, body)
  assert.deepEqual((await ada.get(`${SITE}?pattern=shared/*`)).body.values, [])
  assert.deepEqual((await ada.get(effective)).body.values, [body])
  const settings = '/2.0/repositories/acme/site/override-settings'
  await ada.put(settings, { override_settings: { branch_restrictions: true } })
  assert.deepEqual((await ada.get(effective)).body.values, [])
  await ada.put(settings, { override_settings: { branch_restrictions: false } })
  assert.equal((await ada.put(`${PROJECT}/${body.id}`, { pattern: 'other' })).status, 200)
  assert.deepEqual((await ada.get(effective)).body.values, [])
  assert.equal((await ada.delete(`${PROJECT}/${body.id}`)).status, 204)
  assert.equal((await bob.get(effective)).status, 403)
})

test('changes of restrictions are in the audit log with what they are about', async () => {
  await ada.post(SITE, { kind: 'force', pattern: 'audited' })
  const { body } = await root.get('/pail/1/audit?sort=-created_on')
  const [newest] = body.values
  assert.equal(newest.operation, 'branchRestrictions.create')
  assert.deepEqual(newest.details, { kind: 'force', pattern: 'audited' })
})

test('a repository that goes to another workspace keeps no groups of the old one', async () => {
  await ada.post('/2.0/repositories/acme/mover', { project: { key: 'SITE' } })
  const at = '/2.0/repositories/acme/mover'
  await ada.post(`${at}/branch-restrictions`, { kind: 'push', pattern: '*', groups: [{ slug: 'crew' }] })
  await root.post('/pail/1/workspaces', { slug: 'newhome' })
  await root.send('PUT', '/pail/1/workspaces/newhome/members/ada', {})
  const moved = await root.post('/pail/1/repositories/acme/mover/transfer', { workspace: { slug: 'newhome' } })
  assert.ok(moved.status < 300, JSON.stringify(moved.body))
  await village.work()
  const { values } = (await root.get('/2.0/repositories/newhome/mover/branch-restrictions')).body
  assert.deepEqual([values.length, values[0].groups], [1, []])
})
