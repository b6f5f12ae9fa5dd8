import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { git, openVillage, temporary } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger } = village
const SITE = '/2.0/repositories/acme/site'
const VAULT = '/2.0/repositories/acme/vault'
const PROJECT = '/2.0/workspaces/acme/projects/SITE'
const settings = (at: string) => `${at}/branching-model/settings`
const folder = temporary()
let tip = ''

before(async () => {
  await git(folder, 'init', '-q', '-b', 'main')
  await git(folder, 'commit', '-q', '--allow-empty', '-m', 'first')
  tip = await git(folder, 'rev-parse', 'HEAD')
  await git(folder, 'push', '-q', await village.remote('acme/site', 'ada'), 'main', 'main:develop', 'main:live')
})

test('settings are for administrators, the model for readers', async () => {
  assert.equal((await stranger.get(settings(SITE))).status, 401)
  assert.equal((await bob.get(settings(SITE))).status, 403)
  assert.equal((await bob.put(settings(SITE), {})).status, 403)
  assert.equal((await bob.put(settings(PROJECT), {})).status, 403)
  assert.equal((await stranger.get(`${SITE}/branching-model`)).status, 200)
  assert.equal((await stranger.get(`${SITE}/effective-branching-model`)).status, 200)
  const [hidden, missing] = await Promise.all([
    eve.get(`${VAULT}/branching-model`),
    eve.get('/2.0/repositories/acme/nothing/branching-model'),
  ])
  assert.deepEqual([hidden.status, hidden.body], [404, missing.body])
})

test('what breaks a rule is named, and changes nothing', async () => {
  const before = (await ada.get(settings(SITE))).body
  const refused = await ada.put(settings(SITE), {
    development: { use_mainbranch: false, name: 'nowhere' },
    default_branch_deletion: 'true',
  })
  assert.equal(refused.status, 400)
  assert.equal(refused.body.error.message, 'development.name: branch not found: nowhere')
  assert.deepEqual(refused.body.error.fields, { 'development.name': ['branch not found: nowhere'] })
  const typed = await ada.put(settings(SITE), { branch_types: [{ kind: 'chore', prefix: 'chore/' }] })
  assert.deepEqual([typed.status, Object.keys(typed.body.error.fields)], [400, ['branch_types.0.kind']])
  assert.deepEqual((await ada.get(settings(SITE))).body, before)
})

test('at first the main branch is for development, and prefixes are those everybody knows', async () => {
  const { status, body } = await ada.get(settings(VAULT))
  assert.equal(status, 200)
  const { links, branch_types, ...rest } = body
  assert.deepEqual(rest, {
    type: 'branching_model_settings',
    development: { is_valid: true, name: null, use_mainbranch: true },
    production: { enabled: false, is_valid: false, name: null, use_mainbranch: false },
    default_branch_deletion: 'false',
  })
  assert.deepEqual(branch_types[0], { kind: 'release', enabled: true, prefix: 'release/' })
  assert.equal(branch_types.length, 4)
  assert.equal(new URL(links.self.href).pathname, settings(VAULT))
  const model = (await ada.get(`${VAULT}/branching-model`)).body
  assert.deepEqual(model.development, { name: null, use_mainbranch: true })
  assert.equal('production' in model, false)
})

test('settings change member by member, and the model shows the branches', async () => {
  const { body } = await ada.put(settings(SITE), {
    production: { enabled: true, name: 'live', use_mainbranch: false },
    branch_types: [
      { kind: 'hotfix', enabled: false },
      { kind: 'feature', prefix: 'work/' },
    ],
    default_branch_deletion: 'true',
  })
  assert.deepEqual(body.production, { enabled: true, is_valid: true, name: 'live', use_mainbranch: false })
  assert.deepEqual(body.development, { is_valid: true, name: null, use_mainbranch: true })
  assert.equal(body.default_branch_deletion, 'true')
  const model = (await bob.get(`${SITE}/branching-model`)).body
  assert.equal(model.type, 'branching_model')
  const { branch, ...development } = model.development
  assert.deepEqual(development, { name: 'main', use_mainbranch: true })
  assert.deepEqual([branch.type, branch.name, branch.target.hash], ['branch', 'main', tip])
  assert.equal(model.production.branch.target.hash, tip)
  assert.deepEqual(
    model.branch_types.map((one: { kind: string; prefix: string }) => [one.kind, one.prefix]),
    [
      ['release', 'release/'],
      ['feature', 'work/'],
      ['bugfix', 'bugfix/'],
    ],
  )
})

test('a branch that was removed makes its setting invalid, and is not shown', async () => {
  await ada.put(settings(SITE), { development: { name: 'develop' } })
  assert.equal((await ada.delete(`${SITE}/refs/branches/develop`)).status, 204)
  assert.deepEqual((await ada.get(settings(SITE))).body.development, {
    is_valid: false,
    name: 'develop',
    use_mainbranch: false,
  })
  assert.deepEqual((await ada.get(`${SITE}/branching-model`)).body.development, {
    name: 'develop',
    use_mainbranch: false,
  })
  assert.equal((await ada.put(settings(SITE), { default_branch_deletion: 'false' })).status, 200)
  assert.equal((await ada.put(settings(SITE), { development: {} })).status, 400)
})

test('a repository takes the model of its project until it has its own', async () => {
  const { status, body } = await ada.put(settings(PROJECT), {
    development: { name: 'trunk' },
    production: { enabled: true, name: 'live' },
    branch_types: [{ kind: 'bugfix', prefix: 'fix/' }],
  })
  assert.equal(status, 200)
  assert.deepEqual(body.development, { is_valid: true, name: 'trunk', use_mainbranch: false })
  const model = (await ada.get(`${PROJECT}/branching-model`)).body
  assert.deepEqual(
    [model.type, model.development],
    ['project_branching_model', { name: 'trunk', use_mainbranch: false }],
  )
  const taken = (await bob.get(`${SITE}/effective-branching-model`)).body
  assert.equal(taken.type, 'effective_repo_branching_model')
  assert.deepEqual([taken.development.name, taken.development.use_mainbranch], ['main', true])
  assert.deepEqual([taken.production.name, taken.production.branch.name], ['live', 'live'])
  assert.equal(taken.branch_types.at(-1).prefix, 'fix/')
  await ada.put(`${SITE}/override-settings`, { override_settings: { branching_model: true } })
  const own = (await bob.get(`${SITE}/effective-branching-model`)).body
  assert.equal(own.development.name, 'develop')
  assert.equal(own.branch_types.at(-1).prefix, 'bugfix/')
})

test('settings that were changed are in the audit log', async () => {
  await ada.put(settings(PROJECT), { default_branch_deletion: 'true' })
  const { values } = (await village.root.get('/pail/1/audit?sort=-created_on')).body
  assert.equal(values[0].operation, 'projects.branchingModel.settings.update')
})
