import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Caller, openVillage } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, root, stranger, forge } = village

const SITE = '/2.0/repositories/acme/site/pipelines_config/variables'
const VAULT = '/2.0/repositories/acme/vault/pipelines_config/variables'
const ACME = '/2.0/workspaces/acme/pipelines-config/variables'
const TEAM = '/2.0/teams/acme/pipelines_config/variables'
const ADA = `/2.0/users/${village.users.ada.uuid}/pipelines_config/variables`
const environments = '/2.0/repositories/acme/site/environments'
const [testing, staging] = (await ada.get(environments)).body.values.map(
  ({ uuid }: { uuid: string }) => `/2.0/repositories/acme/site/deployments_config/environments/${uuid}/variables`,
) as [string, string]

const add = async (at: string, key: string, rest: object = {}, by: Caller = ada) =>
  (await by.post(at, { key, ...rest })).body
const keys = async (at: string) => (await ada.get(at)).body.values.map(({ key }: { key: string }) => key)
const rows = () => forge.database.reader.selectFrom('pipeline_variables').selectAll().execute()

test('nobody in particular reads or writes variables, not even of a public repository', async () => {
  assert.equal((await stranger.get(SITE)).status, 401)
  assert.equal((await stranger.post(SITE, { key: 'A' })).status, 401)
  assert.equal((await stranger.get(ACME)).status, 401)
})

test('the variables of a hidden repository and of a missing one are refused in the same bytes', async () => {
  const missing = await eve.get('/2.0/repositories/acme/nothing/pipelines_config/variables')
  const hidden = await eve.get(VAULT)
  assert.equal(hidden.status, 404)
  assert.deepEqual(hidden.body, missing.body)
})

test('who writes to a repository reads its variables, and only an administrator changes them', async () => {
  const { uuid } = await add(SITE, 'OURS', { value: 'x' })
  assert.equal((await eve.get(SITE)).status, 403)
  assert.equal((await bob.get(`${SITE}/${uuid}`)).body.value, 'x')
  assert.equal((await bob.post(SITE, { key: 'THEIRS' })).status, 403)
  assert.equal((await bob.put(`${SITE}/${uuid}`, { value: 'y' })).status, 403)
  assert.equal((await bob.delete(`${SITE}/${uuid}`)).status, 403)
  assert.equal((await bob.get(testing)).status, 200)
  assert.equal((await bob.post(testing, { key: 'THEIRS' })).status, 403)
})

test('the variables of a workspace are for its owners', async () => {
  assert.equal((await bob.get(ACME)).status, 403)
  assert.equal((await bob.get(TEAM)).status, 403)
  assert.equal((await bob.post(ACME, { key: 'A' })).status, 403)
  assert.equal((await ada.get('/2.0/workspaces/elsewhere/pipelines-config/variables')).status, 404)
  assert.equal((await ada.get('/2.0/teams/nobody/pipelines_config/variables')).status, 404)
  assert.equal((await root.get(ACME)).status, 200)
})

test('the variables of an account are for itself and for the administrator', async () => {
  assert.equal((await eve.get(ADA)).status, 403)
  assert.equal((await eve.post(ADA, { key: 'A' })).status, 403)
  assert.equal((await root.get(ADA)).status, 200)
  assert.equal((await ada.get('/2.0/users/nobody/pipelines_config/variables')).status, 404)
})

test('reading needs the scope pipeline, writing needs pipeline:variable', async () => {
  const reader = await village.as('ada', ['pipeline:write'])
  const writer = await village.as('ada', ['pipeline:variable'])
  assert.equal((await reader.get(SITE)).status, 200)
  const refused = await reader.post(SITE, { key: 'SCOPED' })
  assert.equal(refused.status, 403)
  assert.deepEqual(refused.body.error.detail, { required: ['pipeline:variable'], granted: ['pipeline:write'] })
  assert.equal((await writer.post(SITE, { key: 'SCOPED' })).status, 201)
})

test('the deprecated paths take the granular scopes of their successors', async () => {
  const reader = await village.as('ada', ['read:pipeline:bitbucket'])
  assert.equal((await reader.get(TEAM)).status, 200)
  assert.equal((await reader.get(ADA)).status, 200)
  assert.deepEqual((await reader.post(TEAM, { key: 'A' })).body.error.detail.required, ['admin:pipeline:bitbucket'])
  assert.deepEqual((await reader.post(ADA, { key: 'A' })).body.error.detail.required, ['admin:pipeline:bitbucket'])
})

test('a variable is not found through another owner', async () => {
  const { uuid } = await add(VAULT, 'MINE')
  assert.equal((await ada.get(`${SITE}/${uuid}`)).status, 404)
  assert.equal((await ada.put(`${SITE}/${uuid}`, { value: 'x' })).status, 404)
  assert.equal((await ada.delete(`${testing}/${uuid}`)).status, 404)
  assert.equal((await ada.get(`${VAULT}/${uuid}`)).status, 200)
})

test('a key is there, is well formed, and is taken once per owner', async () => {
  assert.deepEqual((await ada.post(SITE, { value: 'x' })).body.error.fields, { key: 'required key not provided' })
  assert.equal((await ada.post(SITE, { key: 'a-b' })).status, 400)
  const { uuid } = await add(SITE, 'TWICE')
  await add(SITE, 'ONCE')
  const { status, body } = await ada.post(SITE, { key: 'ONCE' })
  assert.equal(status, 409)
  assert.equal(body.type, 'error')
  assert.deepEqual(body.error.data, { key: 'variable-service.variable.duplicate', arguments: { key: 'ONCE' } })
  assert.equal((await ada.put(`${SITE}/${uuid}`, { key: 'ONCE' })).status, 409)
  assert.equal((await ada.post(testing, { key: 'ONCE' })).status, 201)
  assert.equal((await ada.post(staging, { key: 'ONCE' })).status, 201)
})

test('a secured value is never read back', async () => {
  const made = await ada.post(SITE, { key: 'SECRET', value: 's3cret', secured: true })
  const { uuid } = made.body
  const answers = [
    made,
    await ada.get(`${SITE}/${uuid}`),
    await ada.get(`${SITE}?fields=values.key,values.value,values.secured&pagelen=100`),
    await ada.put(`${SITE}/${uuid}`, { value: 's3cret2' }),
    await ada.put(`${SITE}/${uuid}`, { key: 'RENAMED' }),
  ]
  for (const { status, body } of answers) {
    assert.ok(status < 300)
    assert.doesNotMatch(JSON.stringify(body), /s3cret/)
  }
  assert.deepEqual(answers[1]!.body, { type: 'pipeline_variable', uuid, key: 'SECRET', secured: true })
})

test('un-securing without a new value is refused, with one it shows that', async () => {
  const { uuid } = await add(SITE, 'HUSH', { value: 's3cret', secured: true })
  const refused = await ada.put(`${SITE}/${uuid}`, { secured: false })
  assert.equal(refused.status, 400)
  assert.deepEqual(Object.keys(refused.body.error.fields), ['value'])
  assert.equal((await ada.get(`${SITE}/${uuid}`)).body.secured, true)
  assert.equal((await ada.put(`${SITE}/${uuid}`, { secured: false, value: 'open' })).body.value, 'open')
})

test('turning the flag in the database opens nothing', async () => {
  const { uuid } = await add(VAULT, 'SEALED', { value: 's3cret', secured: true })
  const bare = uuid.slice(1, -1)
  const { writer } = forge.database
  await writer.updateTable('pipeline_variables').set({ secured: 0 }).where('uuid', '=', bare).execute()
  assert.equal((await ada.get(`${VAULT}/${uuid}`)).status, 500)
  assert.equal((await ada.delete(`${VAULT}/${uuid}`)).status, 204)
})

test('the database holds no value in the clear', async () => {
  await add(SITE, 'PLAIN', { value: 'in-the-clear' })
  await add(SITE, 'HIDDEN', { value: 'in-the-clear', secured: true })
  assert.doesNotMatch(JSON.stringify(await rows()), /in-the-clear/)
})

test('a new variable is answered with its address, as a client wrote the path to it', async () => {
  const { status, headers, body } = await ada.post(TEAM, { key: 'LOCATED', value: 'here' })
  assert.equal(status, 201)
  const { uuid } = body
  assert.deepEqual(body, { type: 'pipeline_variable', uuid, key: 'LOCATED', value: 'here', secured: false })
  assert.equal(headers.get('location'), `http://pail.test${TEAM}/%7B${uuid.slice(1, -1)}%7D`)
  assert.deepEqual((await ada.get(new URL(headers.get('location')!).pathname)).body, body)
  assert.equal((await ada.delete(`${TEAM}/${uuid}`)).status, 204)
})

test('a team is the workspace of its name', async () => {
  const { uuid } = await add(TEAM, 'SHARED', { value: '1' })
  assert.equal((await ada.get(`${ACME}/${uuid}`)).body.value, '1')
  assert.equal((await ada.put(`${ACME}/${uuid}`, { value: '2' })).body.value, '2')
  assert.equal((await ada.get(`${TEAM}/${uuid}`)).body.value, '2')
  assert.equal((await ada.delete(`${TEAM}/${uuid}`)).status, 204)
  assert.equal((await ada.get(`${ACME}/${uuid}`)).status, 404)
})

test('an account is named by uuid, account id or username', async () => {
  const { uuid } = await add(ADA, 'OWN', { value: 'x' })
  const { accountId } = village.users.ada
  assert.equal((await ada.get(`/2.0/users/ada/pipelines_config/variables/${uuid}`)).body.value, 'x')
  assert.equal((await ada.get(`/2.0/users/${accountId}/pipelines_config/variables/${uuid}`)).body.value, 'x')
})

test('a change keeps what it does not name, under PATCH as well', async () => {
  const { uuid } = await add(SITE, 'KEPT', { value: 'a' })
  assert.equal((await ada.put(`${SITE}/${uuid}`, { value: 'b' })).body.key, 'KEPT')
  const { body } = await ada.send('PATCH', `${SITE}/${uuid}`, { body: { key: 'KEPT_TOO' } })
  assert.deepEqual(body, { type: 'pipeline_variable', uuid, key: 'KEPT_TOO', value: 'b', secured: false })
})

test('the uuid and the owner are not for the caller to choose', async () => {
  const { uuid } = await add(SITE, 'CHOSEN', { uuid: village.site.uuid, workspace_uuid: village.acme.uuid })
  assert.notEqual(uuid, `{${village.site.uuid}}`)
  assert.ok(!(await keys(ACME)).includes('CHOSEN'))
})

test('the variables of an environment have a type of their own and are not shown one by one', async () => {
  const { type, uuid } = await add(testing, 'DEPLOY', { value: 'x' })
  assert.equal(type, 'deployment_variable')
  assert.deepEqual(await keys(staging), ['ONCE'])
  assert.equal((await ada.get(`${testing}/${uuid}`)).status, 405)
  assert.equal((await ada.put(`${testing}/${uuid}`, { value: 'y' })).body.value, 'y')
  assert.equal((await ada.delete(`${testing}/${uuid}`)).status, 204)
})

test('a list is by key, and a page past its end has the length 0', async () => {
  await add(VAULT, 'ZULU')
  await add(VAULT, 'ALPHA')
  assert.deepEqual(await keys(VAULT), ['ALPHA', 'MINE', 'ZULU'])
  const { body: page } = await ada.get(`${VAULT}?page=2&pagelen=2`)
  assert.deepEqual([page.pagelen, page.size, page.page, page.next], [2, 3, 2, undefined])
  const { body: beyond } = await ada.get(`${VAULT}?page=3&pagelen=2`)
  assert.deepEqual([beyond.pagelen, beyond.size, beyond.values], [0, 3, []])
})

test('a removed variable is not found, and its key is free', async () => {
  const { uuid } = await add(SITE, 'BRIEF')
  assert.equal((await ada.delete(`${SITE}/${uuid}`)).status, 204)
  assert.equal((await ada.delete(`${SITE}/${uuid}`)).status, 404)
  assert.equal((await ada.put(`${SITE}/${uuid}`, {})).status, 404)
  assert.equal((await ada.post(SITE, { key: 'BRIEF' })).status, 201)
})

test('an owner takes its variables along', async () => {
  const { body: gone } = await ada.post(environments, { name: 'Gone', environment_type: { name: 'Test' } })
  await add(`/2.0/repositories/acme/site/deployments_config/environments/${gone.uuid}/variables`, 'WITH_ENVIRONMENT')
  await add(ACME, 'WITH_WORKSPACE')
  assert.equal((await ada.delete(`${environments}/${gone.uuid}`)).status, 204)
  assert.ok(!(await rows()).some(({ key }) => key === 'WITH_ENVIRONMENT'))
  assert.equal((await ada.delete('/2.0/repositories/acme/site')).status, 204)
  assert.ok((await rows()).every(row => row.repository_uuid !== village.site.uuid && row.environment_uuid === null))
  assert.deepEqual(await keys(ACME), ['WITH_WORKSPACE'])
})
