import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { workingCopy } from './testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger } = village
const copy = await workingCopy(village)
const site = '/2.0/repositories/acme/site'
const all = `${site}/pullrequests`
await eve.post('/2.0/workspaces/elsewhere/projects', { key: 'ELSE', name: 'Else', is_private: false })

/** A fork of the site in eve's own workspace, with a branch of the same name that is one commit ahead. */
async function fork(name: string, isPrivate = false): Promise<string> {
  const made = await eve.post(`${site}/forks`, { name, workspace: { slug: 'elsewhere' }, is_private: isPrivate })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  const hash = await copy.commit(name, { [name]: `${name}\n` })
  await copy.git('push', '-q', await village.remote(`elsewhere/${name}`, 'eve'), name)
  return hash
}
const open = (name: string, who = eve) =>
  who.post(all, {
    title: name,
    source: { branch: { name }, repository: { full_name: `elsewhere/${name}` } },
  })

test('a fork that one may not see is as good as none', async () => {
  await fork('hidden', true)
  const source = (full_name: string) => ({ branch: { name: 'hidden' }, repository: { full_name } })
  const [hidden, missing] = await Promise.all(
    ['elsewhere/hidden', 'elsewhere/missing'].map(one => bob.post(all, { title: 'T', source: source(one) })),
  )
  assert.equal(hidden?.status, 400)
  assert.equal(hidden?.body.error.message, 'source: repository not found: elsewhere/hidden')
  assert.equal(missing?.body.error.message, 'source: repository not found: elsewhere/missing')
})

test('a repository that is no fork brings nothing', async () => {
  await eve.post('/2.0/repositories/elsewhere/stranger', { is_private: false })
  const repository = { full_name: 'elsewhere/stranger' }
  const { status, body } = await eve.post(all, { title: 'T', source: { branch: { name: 'main' }, repository } })
  assert.equal(status, 400)
  assert.match(body.error.message, /network of forks/)
})

test('whoever may read the destination opens pull requests from a fork', async () => {
  const hash = await fork('open')
  const { status, body } = await open('open')
  assert.equal(status, 201)
  assert.equal(body.source.repository.full_name, 'elsewhere/open')
  assert.equal(body.destination.repository.full_name, 'acme/site')
  const commits = await stranger.get(`${all}/${body.id}/commits`)
  assert.deepEqual(
    commits.body.values.map((one: { hash: string }) => one.hash),
    [hash],
  )
  assert.equal((await stranger.get(`${site}/commit/${hash}`)).status, 200)
  assert.equal((await eve.post(`${all}/${body.id}/decline`)).status, 200)
})

test('what a fork holds is not among the commits and branches of the destination', async () => {
  const hash = await fork('apart')
  await open('apart')
  const { values } = (await stranger.get(`${site}/commits?pagelen=100`)).body
  assert.ok(values.every((one: { hash: string }) => one.hash !== hash))
  const refs = await copy.git('ls-remote', await village.remote('acme/site'))
  assert.ok(!refs.includes('pull-requests') && !refs.includes(hash))
})

test('a push to a fork moves the pull request', async () => {
  await fork('pushed')
  const { body } = await open('pushed')
  const tip = await copy.commit('pushed', { more: 'more\n' })
  await copy.git('push', '-q', await village.remote('elsewhere/pushed', 'eve'), 'pushed')
  await village.work()
  assert.equal((await stranger.get(`${all}/${body.id}`)).body.source.commit.hash, tip.slice(0, 12))
  assert.match(await compared(`${all}/${body.id}/diff`), /\+more/)
})

test('a private fork is not named to those who do not see it, and its changes are shown all the same', async () => {
  await fork('private', true)
  const { body } = await open('private')
  const at = `${all}/${body.id}`
  assert.equal(body.source.repository.full_name, 'elsewhere/private')
  for (const path of [at, `${at}/activity`, all])
    assert.ok(!JSON.stringify((await stranger.get(path)).body).includes('elsewhere/private'), path)
  const { source } = (await stranger.get(at)).body
  assert.equal(source.repository, null)
  assert.match(source.commit.links.self.href, /\/acme\/site\/commit\//)
  assert.match(await compared(`${at}/diff`), /\+private/)
  const asked = async (who: typeof eve) =>
    (await who.get(`${all}?q=${encodeURIComponent('source.repository.full_name = "elsewhere/private"')}`)).body.size
  assert.deepEqual([await asked(stranger), await asked(eve)], [0, 1])
})

test('a fork that is deleted leaves everything to be read', async () => {
  const hash = await fork('gone')
  const { body: made } = await open('gone')
  const second = await eve.post(all, {
    title: 'Second',
    source: { branch: { name: 'gone' }, repository: { full_name: 'elsewhere/gone' } },
    destination: { branch: { name: 'main' } },
  })
  assert.equal(second.body.id, made.id)
  assert.equal((await eve.delete('/2.0/repositories/elsewhere/gone')).status, 204)
  await village.work()
  const at = `${all}/${made.id}`
  const { body } = await stranger.get(at)
  assert.deepEqual([body.state, body.source.repository, body.source.branch.name], ['OPEN', null, 'gone'])
  for (const part of ['diff', 'patch']) assert.match(await compared(`${at}/${part}`), /\+gone/)
  assert.equal((await stranger.get((await stranger.get(`${at}/diffstat`)).headers.get('location')!)).body.size, 1)
  assert.deepEqual((await stranger.get(`${at}/commits`)).body.values, [])
  assert.equal((await stranger.get(`${site}/commit/${hash}`)).status, 200)
  assert.equal((await stranger.get(`${at}/activity`)).status, 200)
  assert.equal((await ada.put(at, { title: 'Still here' })).status, 200)
  assert.equal((await ada.post(`${at}/decline`)).status, 200)
})

test('a destination that is deleted takes its pull requests along', async () => {
  await ada.post(`${site}/forks`, { name: 'short', workspace: { slug: 'acme' } })
  const into = '/2.0/repositories/acme/short/pullrequests'
  const hash = await copy.commit('brief', { brief: 'brief\n' })
  await copy.push('acme/site', 'brief')
  const source = { branch: { name: 'brief' }, repository: { full_name: 'acme/site' } }
  const made = await ada.post(into, { title: 'T', source })
  assert.deepEqual([made.status, made.body.source.commit.hash], [201, hash.slice(0, 12)])
  assert.equal((await ada.delete('/2.0/repositories/acme/short')).status, 204)
  await village.work()
  assert.equal((await ada.get(`${into}/${made.body.id}`)).status, 404)
  assert.equal((await ada.get(`${site}/refs/branches/brief`)).status, 200)
})

test('a renamed fork is found under its new name', async () => {
  await fork('before')
  const { body: made } = await open('before')
  await eve.put('/2.0/repositories/elsewhere/before', { name: 'after' })
  assert.equal((await eve.get(`${all}/${made.id}`)).body.source.repository.full_name, 'elsewhere/after')
  const again = await open('before')
  assert.deepEqual([again.status, again.body.id], [201, made.id])
})

/** What a redirect leads to, as anybody sees it. */
async function compared(at: string): Promise<string> {
  const led = await stranger.get(at)
  assert.equal(led.status, 302)
  const { status, body } = await stranger.get(led.headers.get('location')!)
  assert.equal(status, 200)
  return body
}
