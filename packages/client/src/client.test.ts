import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { getRequestListener } from '@hono/node-server'
import { listen, openVillage, type Village } from '@pail/testkit'
import { ApiError, type Client, createClient } from './index.ts'

let village: Village
let server: Awaited<ReturnType<typeof listen>>
let ada: Client

before(async () => {
  village = await openVillage()
  server = await listen(getRequestListener(village.fetch, { overrideGlobalObjects: false }))
  ada = createClient({ url: server.origin, auth: await village.secret('ada') })
})
after(async () => {
  await server.close()
  await village.close()
})

test('a refusal is thrown with its status and the standard error object', async () => {
  await assert.rejects(
    async () => await ada.repositories.get({ workspace: 'acme', repo_slug: 'missing' }),
    (error: ApiError) =>
      error instanceof ApiError &&
      error.status === 404 &&
      error.message === error.error.message &&
      error.message !== '',
  )
})

test('a refusal names the fields that are wrong', async () => {
  const refused = await ada.repositories
    .create({ workspace: 'acme', repo_slug: 'odd' }, { project: { key: 'NONE' } })
    .catch((error: ApiError) => error)
  assert.ok(refused instanceof ApiError)
  assert.deepEqual(Object.keys(refused.error.fields ?? {}), ['project'])
})

test('a name that is missing in the path is refused before anything is sent', async () => {
  await assert.rejects(async () => ada.repositories.get({ workspace: '', repo_slug: 'site' }), /workspace is missing/)
})

test('a client without a token is a stranger', async () => {
  const nobody = createClient({ url: server.origin })
  const { full_name } = await nobody.repositories.get({ workspace: 'acme', repo_slug: 'site' })
  assert.equal(full_name, 'acme/site')
  await assert.rejects(async () => await nobody.repositories.get({ workspace: 'acme', repo_slug: 'vault' }), ApiError)
})

test('a token is taken with an address, and with letters beyond ASCII the address is refused cleanly', async () => {
  const token = await village.secret('ada')
  const withAddress = createClient({ url: server.origin, auth: { username: 'ada@example.com', password: token } })
  assert.equal((await withAddress.users.current()).display_name, 'Ada')
  const wrong = createClient({ url: server.origin, auth: { username: 'äda@example.com', password: token } })
  await assert.rejects(async () => await wrong.users.current(), { status: 401 })
})

test('methods take path, query and body as one call each', async () => {
  const at = { workspace: 'acme', repo_slug: 'tool' }
  const made = await ada.repositories.create(at, { description: 'A tool', is_private: true })
  assert.equal(made.description, 'A tool')
  const shown = await ada.repositories.get({ ...at, fields: 'description,project.key' })
  assert.deepEqual(shown, { description: 'A tool', project: { key: 'SITE' } })
  const changed = await ada.repositories.update(at, { description: 'The tool' })
  assert.equal(changed.description, 'The tool')
  assert.equal(await ada.repositories.delete(at), undefined)
})

test('awaiting a list gives one page, iterating over it every value', async () => {
  const list = ada.repositories.list({ workspace: 'acme', pagelen: 1, sort: 'name' })
  const page = await list
  assert.deepEqual([page.values.length, page.size], [1, 2])
  const names: unknown[] = []
  for await (const { name } of list) names.push(name)
  assert.deepEqual(names, ['site', 'vault'])
  assert.equal((await list.all(1)).length, 1)
})

test('a list asks with its filter on every page', async () => {
  const found = await ada.repositories.list({ workspace: 'acme', q: 'name ~ "vau"', pagelen: 1 }).all()
  assert.deepEqual(
    found.map(({ full_name }) => full_name),
    ['acme/vault'],
  )
})
