import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { git, listen, makeHistory, openVillage } from '@pail/testkit'
import { repositoryGate } from '../../git-doors/repository-gate.ts'
import { smartHttp } from '../../git-doors/smart-http.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, forge, vault } = village
const all = '/2.0/repositories/acme'

const head = async () => (await forge.git.refs(vault.uuid)).head
const put = (name: string, more: object = {}) => ada.put(`${all}/vault`, { ...more, mainbranch: { name } })

before(async () => {
  const door = smartHttp({ gitNode: forge.git, gate: repositoryGate(forge) })
  const server = await listen((request, response) => void door(request, response))
  const url = new URL(`${server.origin}/acme/vault.git`)
  Object.assign(url, { username: 'x-token-auth', password: await village.secret('ada') })
  await git(await makeHistory({ commits: 12, files: 2 }), 'push', '-q', '--mirror', url.href)
  await server.close()
})

test('a branch that is not there does not become the main one', async () => {
  const { status, body } = await put('missing')
  assert.equal(status, 400)
  assert.equal(body.error.message, 'mainbranch: branch not found: missing')
  assert.deepEqual(body.error.fields, { mainbranch: ['branch not found: missing'] })
})

test('what is no name for a branch is refused', async () => {
  for (const name of [
    '-x',
    '--upload-pack=touch',
    '..',
    'a..b',
    '@{',
    'a b',
    'a\u0001',
    'refs/../x',
    'x.lock',
    '',
    'é'.repeat(200),
  ])
    assert.equal((await put(name)).status, 400, name)
  assert.equal(await head(), 'refs/heads/main')
})

test('a writer does not choose the main branch', async () => {
  assert.equal((await bob.put(`${all}/vault`, { mainbranch: { name: 'feature/one' } })).status, 403)
})

test('where the rest is refused the main branch stays', async () => {
  assert.equal((await put('feature/one', { name: 'site' })).status, 400)
  assert.equal(await head(), 'refs/heads/main')
  assert.equal((await ada.get(`${all}/vault`)).body.mainbranch.name, 'main')
})

test('a push names the main branch, and an administrator another', async () => {
  assert.deepEqual((await ada.get(`${all}/vault`)).body.mainbranch, { type: 'branch', name: 'main' })
  const { status, body } = await put('feature/one')
  assert.equal(status, 200)
  assert.equal(body.mainbranch.name, 'feature/one')
  assert.equal(await head(), 'refs/heads/feature/one')
  assert.equal((await ada.get(`${all}?q=${encodeURIComponent('mainbranch.name = "feature/one"')}`)).body.size, 1)
})

test('an empty repository is told which branch will be its main one', async () => {
  const { body } = await ada.post(`${all}/empty`, { mainbranch: { name: 'trunk' } })
  assert.equal(body.mainbranch, null)
  const storage = body.uuid.slice(1, -1)
  assert.equal((await forge.git.refs(storage)).head, 'refs/heads/trunk')
  assert.equal((await ada.put(`${all}/empty`, { mainbranch: { name: 'stem' } })).body.mainbranch, null)
  assert.equal((await forge.git.refs(storage)).head, 'refs/heads/stem')
})
