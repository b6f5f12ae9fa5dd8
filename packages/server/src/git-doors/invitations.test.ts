import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage, tryGit } from '@pail/testkit'
import { workingCopy } from '../resources/pull-requests/testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, eve } = village
const copy = await workingCopy(village)

/** What a pusher hears from the server. */
async function heard(remote: string, ...refs: string[]): Promise<string[]> {
  const { code, said } = await tryGit(copy.folder, 'push', remote, ...refs)
  assert.equal(code, 0, said)
  return said
    .split('\n')
    .filter(line => line.startsWith('remote:'))
    .map(line => line.slice('remote:'.length).trim())
    .filter(line => line !== '')
}
const own = await village.remote('acme/site', 'bob')
const { host } = new URL(own)

test('who pushes the main branch, or takes another away, is led nowhere', async () => {
  await copy.commit('main', { more: 'more\n' })
  assert.deepEqual(await heard(own, 'main'), [])
  await heard(own, 'main:refs/heads/short')
  assert.deepEqual(await heard(own, ':short'), [])
})

test('who pushes a branch is invited to open a pull request, and led to it once there is one', async () => {
  await copy.commit('feature/x', { x: 'x\n' })
  assert.deepEqual(await heard(own, 'feature/x'), [
    'Create pull request for feature/x:',
    `http://${host}/acme/site/pull-requests/new?source=feature/x&t=1`,
  ])
  const { body } = await ada.post('/2.0/repositories/acme/site/pullrequests', {
    title: 'X',
    source: { branch: { name: 'feature/x' } },
  })
  await copy.commit('feature/x', { x: 'y\n' })
  assert.deepEqual(await heard(own, 'feature/x'), [
    'View pull request for feature/x => main:',
    `http://${host}/acme/site/pull-requests/${body.id}?t=1`,
  ])
})

test('who pushes to a fork is led to the pull request in the other repository, if that may be seen', async () => {
  await eve.post('/2.0/workspaces/elsewhere/projects', { key: 'ELSE', name: 'Else' })
  await eve.post('/2.0/repositories/acme/site/forks', { name: 'site', workspace: { slug: 'elsewhere' } })
  const remote = await village.remote('elsewhere/site', 'eve')
  await copy.commit('theirs', { theirs: 'theirs\n' })
  await heard(remote, 'theirs')
  await eve.post('/2.0/repositories/acme/site/pullrequests', {
    title: 'Theirs',
    source: { branch: { name: 'theirs' }, repository: { full_name: 'elsewhere/site' } },
  })
  await copy.commit('theirs', { theirs: 'again\n' })
  const [said, address] = await heard(remote, 'theirs')
  assert.equal(said, 'View pull request for theirs => main:')
  assert.match(address!, /\/acme\/site\/pull-requests\/2\?t=1$/)
  await ada.put('/2.0/repositories/acme/site', { is_private: true })
  await copy.commit('theirs', { theirs: 'hidden\n' })
  assert.equal((await heard(remote, 'theirs'))[0], 'Create pull request for theirs:')
})
