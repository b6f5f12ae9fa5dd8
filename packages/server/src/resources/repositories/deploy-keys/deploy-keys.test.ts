import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { fingerprintOf } from '@pail/ssh-keys'
import { makeKey } from '@pail/ssh-keys/testing'
import { caller, openVillage } from '@pail/testkit'
import { reach } from '../reach.ts'
import * as store from './store.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger, forge } = village
const db = forge.database.reader

const SITE = '/2.0/repositories/acme/site/deploy-keys'
const VAULT = '/2.0/repositories/acme/vault/deploy-keys'
const PROJECT = '/2.0/workspaces/acme/projects/SITE/deploy-keys'
const add = async (at: string, line = makeKey().line, label = 'ci') => ada.post(at, { key: `${line} ci@build`, label })
const found = async (slug: string) => (await reach(db, 'acme', slug, undefined))!.repository

test('the deploy keys of a repository are for its administrators, and hidden with it', async () => {
  assert.equal((await stranger.get(SITE)).status, 401)
  assert.equal((await bob.get(SITE)).status, 403)
  assert.equal((await bob.post(SITE, { key: makeKey().line })).status, 403)
  const [hidden, missing] = await Promise.all([eve.get(VAULT), eve.get('/2.0/repositories/acme/nothing/deploy-keys')])
  assert.deepEqual([hidden.status, hidden.body], [404, missing.body])
})

test('it takes both repository and repository:admin, or what names the keys', async () => {
  const narrow = await village.as('ada', ['repository:admin'])
  const both = await village.as('ada', ['repository', 'repository:admin'])
  const granular = await village.as('ada', ['admin:repository:bitbucket'])
  assert.deepEqual((await narrow.get(SITE)).body.error.detail.required, ['repository', 'repository:admin'])
  assert.equal((await both.get(SITE)).status, 200)
  assert.equal((await granular.get(SITE)).status, 200)
  assert.equal((await granular.post(SITE, { key: makeKey().line })).status, 403)
})

test('an access token sees deploy keys and changes none', async () => {
  const wish = { name: 'ci', scopes: ['repository', 'repository:admin'] }
  const { secret } = (await ada.post('/pail/1/repositories/acme/site/access-tokens', wish)).body
  const token = caller(village.fetch, secret)
  const { id } = (await add(SITE)).body
  assert.equal((await token.get(`${SITE}/${id}`)).status, 200)
  assert.equal((await token.post(SITE, { key: makeKey().line })).status, 401)
  assert.equal((await token.put(`${SITE}/${id}`, { key: makeKey().line })).status, 401)
  assert.equal((await token.delete(`${SITE}/${id}`)).status, 401)
})

test('of two who register one key at the same moment for different ends only one succeeds', async () => {
  const { line } = makeKey()
  const answers = await Promise.all([
    add(SITE, line),
    add(SITE, line),
    ada.post('/2.0/users/ada/ssh-keys', { key: line }),
    eve.post('/2.0/users/eve/ssh-keys', { key: line }),
  ])
  const statuses = answers.map(({ status }) => status)
  assert.equal(statuses.filter(status => status < 300).length, 1, String(statuses))
  assert.equal(statuses.filter(status => status === 400).length, 3, String(statuses))
})

test('a key that names an account is deployed nowhere', async () => {
  const { line } = makeKey()
  assert.equal((await ada.post('/2.0/users/ada/ssh-keys', { key: line })).status, 201)
  const refused = await add(SITE, line)
  assert.deepEqual([refused.status, refused.body.error.message], [400, 'Someone has already registered that SSH key.'])
  assert.equal((await add(PROJECT, line)).status, 400)
})

test('a key is deployed to a place once, and to several places', async () => {
  const { line } = makeKey()
  assert.equal((await add(SITE, line)).status, 200)
  assert.equal((await add(SITE, line)).status, 400)
  assert.equal((await add(VAULT, line)).status, 200)
  assert.equal((await add(PROJECT, line)).status, 200)
})

test('a key cannot become another, and is found only where it was deployed', async () => {
  const { body } = await add(SITE)
  const at = `${SITE}/${body.id}`
  assert.equal((await ada.put(at, { label: 'x' })).status, 400)
  assert.equal((await ada.put(at, { key: makeKey().line, label: 'x' })).status, 400)
  assert.equal((await ada.get(`${VAULT}/${body.id}`)).status, 404)
  assert.equal((await ada.get(`${PROJECT}/${body.id}`)).status, 404)
  assert.equal((await ada.get(`${SITE}/x`)).status, 404)
  assert.equal((await ada.delete(`${VAULT}/${body.id}`)).status, 404)
})

test('a new key is answered with 200, a number, and the key without its comment', async () => {
  const { line } = makeKey()
  const { status, body } = await add(SITE, line)
  assert.equal(status, 200)
  const { id, repository, owner, created_on, added_on, links, ...rest } = body
  assert.deepEqual(rest, { type: 'deploy_key', key: line, label: 'ci', comment: 'ci@build', last_used: null })
  assert.ok(Number.isInteger(id))
  assert.deepEqual([repository.full_name, owner.nickname, created_on], ['acme/site', 'ada', added_on])
  assert.deepEqual((await ada.get(new URL(links.self.href).pathname)).body, body)
})

test('label and comment change when the key is said again', async () => {
  const { body } = await add(SITE)
  const at = `${SITE}/${body.id}`
  const relabelled = await ada.put(at, { key: body.key, label: 'new' })
  assert.deepEqual([relabelled.status, relabelled.body], [200, { ...body, label: 'new' }])
  const renamed = await ada.put(at, { key: `${body.key} other@host` })
  assert.deepEqual([renamed.body.label, renamed.body.comment], ['new', 'other@host'])
})

test('the list goes on over its pages', async () => {
  const size = (await ada.get(`${SITE}?pagelen=1`)).body.size as number
  await add(SITE)
  const { body } = await ada.get(`${SITE}?pagelen=1`)
  assert.deepEqual([body.size, body.values.length, new URL(body.next).pathname], [size + 1, 1, SITE])
})

test('a removed key is not found, and opens nothing', async () => {
  const { line, blob } = makeKey()
  const { body } = await add(SITE, line)
  const site = await found('site')
  assert.equal((await store.seekFor(db, fingerprintOf(blob), site))?.id, body.id)
  assert.equal((await ada.delete(`${SITE}/${body.id}`)).status, 204)
  assert.equal((await ada.delete(`${SITE}/${body.id}`)).status, 404)
  assert.equal(await store.seekFor(db, fingerprintOf(blob), site), undefined)
})

test('a deploy key of a project opens what is in the project', async () => {
  const { line, blob } = makeKey()
  const fingerprint = fingerprintOf(blob)
  const { status, body } = await add(PROJECT, line)
  assert.deepEqual(
    [status, body.type, body.project.key, body.created_by.nickname],
    [200, 'project_deploy_key', 'SITE', 'ada'],
  )
  assert.deepEqual((await ada.get(new URL(body.links.self.href).pathname)).body, body)
  const inside = (await ada.get('/2.0/repositories/acme?q=project.key="SITE"&sort=slug')).body.values
  assert.deepEqual(
    await store.readableWith(db, fingerprint, 10),
    inside.map((one: { full_name: string }) => one.full_name),
  )
  assert.equal((await store.seekFor(db, fingerprint, await found('site')))?.to.kind, 'project')
  assert.equal((await ada.delete(`${PROJECT}/${body.id}`)).status, 204)
  assert.equal(await store.seekFor(db, fingerprint, await found('site')), undefined)
})

test('the deploy keys of a project are for its administrators', async () => {
  assert.equal((await bob.get(PROJECT)).status, 403)
  assert.equal((await stranger.post(PROJECT, { key: makeKey().line })).status, 401)
  const narrow = await village.as('ada', ['project:admin'])
  assert.deepEqual((await narrow.get(PROJECT)).body.error.detail.required, ['project', 'project:admin'])
})

test('a key opens nothing of a repository that is gone', async () => {
  await ada.post('/2.0/repositories/acme/brief', { project: { key: 'SITE' } })
  const { line, blob } = makeKey()
  await add('/2.0/repositories/acme/brief/deploy-keys', line)
  assert.deepEqual(await store.readableWith(db, fingerprintOf(blob), 10), ['acme/brief'])
  assert.equal((await ada.delete('/2.0/repositories/acme/brief')).status, 204)
  assert.deepEqual(await store.readableWith(db, fingerprintOf(blob), 10), [])
  assert.equal((await ada.post('/2.0/users/ada/ssh-keys', { key: line })).status, 201)
})
