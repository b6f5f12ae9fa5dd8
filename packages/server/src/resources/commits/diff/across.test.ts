import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { oid } from '@pail/git'
import { openVillage } from '@pail/testkit'
import { lines, openWork } from './testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger, forge } = village
const work = await openWork()
const site = '/2.0/repositories/acme/site'
const fork = '/2.0/repositories/elsewhere/fork'
const at: Record<string, string> = {}

before(async () => {
  at.base = await work.commit('Begin', { 'text.txt': lines(), 'other.txt': 'other\n' })
  await work.git('push', '-q', await village.remote('acme/site'), 'main')
  await eve.post('/2.0/workspaces/elsewhere/projects', { key: 'OWN', name: 'Own' })
  const forked = await eve.post(`${site}/forks`, { name: 'fork', workspace: { slug: 'elsewhere' }, is_private: true })
  assert.equal(forked.status, 201, JSON.stringify(forked.body))
  await eve.put('/2.0/repositories/elsewhere/apart', { is_private: false })
  at.main = await work.commit('Here', { 'text.txt': lines({ 3: 'here' }) })
  await work.git('push', '-q', await village.remote('acme/site'), 'main')
  await work.git('checkout', '-q', '-b', 'change', at.base)
  await work.commit('There', { 'text.txt': lines({ 3: 'there' }) })
  at.change = await work.commit('There again', { new: 'new\n' })
  await work.git('push', '-q', await village.remote('elsewhere/fork', 'eve'), 'change')
  await work.git('push', '-q', await village.remote('elsewhere/apart', 'eve'), 'change')
})

test('a repository that the caller may not see is named in vain', async () => {
  const missing = await ada.get(`${site}/diff/acme/nothing:main..main`)
  assert.equal(missing.status, 404)
  for (const verb of ['diff', 'diffstat', 'patch', 'merge-base', 'file-conflicts'])
    for (const caller of [ada, bob, stranger]) {
      const hidden = await caller.get(`${site}/${verb}/elsewhere/fork:change..main`)
      assert.deepEqual([hidden.status, hidden.body], [404, missing.body])
    }
})

test('a repository of another origin is named in vain', async () => {
  const missing = await eve.get(`${site}/diff/acme/nothing:main..main`)
  assert.deepEqual((await eve.get(`${site}/diff/elsewhere/apart:change..main`)).body, missing.body)
  assert.equal((await eve.get('/2.0/repositories/elsewhere/apart/diff/change')).status, 200)
})

test('each side is looked for in its own repository', async () => {
  const lost = async (spec: string) => (await eve.get(`${site}/diff/${spec}`)).body.error
  const error = (sha = '') => ({ message: 'Commit not found', data: { shas: [sha] } })
  assert.deepEqual(await lost(`${at.change}..main`), error(at.change))
  assert.deepEqual(await lost(`elsewhere/fork:${at.main}..main`), error(at.main))
  assert.deepEqual(await lost(`elsewhere/fork:change..${at.change}`), error(at.change))
})

test('both sides may be in different repositories of one network', async () => {
  const { status, body } = await eve.get(`${site}/diff/elsewhere/fork:${at.change!.slice(0, 12)}%0Dmain?topic=true`)
  assert.equal(status, 200)
  assert.equal(body, work.bytes('diff', at.base!, at.change!).toString())
  const reverse = await eve.get(`${fork}/diff/acme/site:main..change?topic=false`)
  assert.equal(reverse.body, work.bytes('diff', at.change!, at.main!).toString())
})

test('a side that is named by uuid or by a former name is the same', async () => {
  const { body } = await eve.get(`${fork}?fields=uuid`)
  const expected = work.bytes('diff', at.main!, at.change!).toString()
  const named = await eve.get(`${site}/diff/%7B%7D/${encodeURIComponent(body.uuid)}:change..main?topic=false`)
  assert.equal(named.body, expected)
  await eve.put(fork, { name: 'renamed' })
  const former = await eve.get(`${site}/diff/elsewhere/fork:change..main?topic=false`)
  assert.equal(former.body, expected)
  await eve.put('/2.0/repositories/elsewhere/renamed', { name: 'fork' })
})

test('changed files lead to the repository of their side and tell of conflicts', async () => {
  const { status, body } = await eve.get(`${site}/diffstat/elsewhere/fork:change..main`)
  assert.equal(status, 200)
  const [added, changed] = body.values
  assert.deepEqual([added.status, changed.status], ['added', 'merge conflict'])
  assert.equal(changed.old.links.self.href, `http://pail.test${site}/src/${at.base}/text.txt`)
  assert.equal(changed.new.links.self.href, `http://pail.test${fork}/src/${at.change}/text.txt`)
})

test('a series has the commits that the destination lacks', async () => {
  const { body } = await eve.get(`${site}/patch/elsewhere/fork:change..main`)
  assert.deepEqual(body.match(/^Subject: .*$/gm), ['Subject: [PATCH 1/2] There', 'Subject: [PATCH 2/2] There again'])
})

test('the common ancestor is shown where the destination is', async () => {
  const { body } = await eve.get(`${site}/merge-base/elsewhere/fork:change..main`)
  assert.deepEqual([body.hash, body.repository.full_name], [at.base, 'acme/site'])
})

test('conflicts are found between repositories', async () => {
  const { body } = await eve.get(`${fork}/file-conflicts/change..acme/site:main`)
  assert.deepEqual(
    body.values.map((one: { path: string }) => one.path),
    ['text.txt'],
  )
})

test('nothing of one repository is left in the other', async () => {
  const has = (storage: string, hash = '') =>
    forge.git.commits(storage, [oid(hash)]).then(
      () => true,
      () => false,
    )
  const { body } = await eve.get(`${fork}?fields=uuid`)
  assert.equal(await has(village.site.uuid, at.change), false)
  assert.equal(await has(body.uuid.slice(1, -1), at.main), false)
})
