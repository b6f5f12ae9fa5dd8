import assert from 'node:assert/strict'
import { after, test as always, before } from 'node:test'
import { makeHistory, openVillage, temporary, type Village } from '@pail/testkit'
import { type KeyPair, makeKey, noSsh, openSsh, type SshVillage } from '@pail/testkit/ssh'

const test = noSsh ? always.skip : always
let village: Village
let port: SshVillage
let ada: KeyPair
let ofVault: KeyPair
let ofProject: KeyPair

before(async () => {
  if (noSsh) return
  village = await openVillage()
  port = await openSsh(village.forge)
  ada = makeKey()
  ofVault = makeKey()
  ofProject = makeKey()
  await village.ada.post('/2.0/users/ada/ssh-keys', { key: ada.public })
  await village.ada.post('/2.0/repositories/acme/vault/deploy-keys', { key: ofVault.public, label: 'robot' })
  await village.ada.post('/2.0/workspaces/acme/projects/SITE/deploy-keys', { key: ofProject.public, label: 'robots' })
  await village.ada.post('/2.0/workspaces/acme/projects', { key: 'OTHER', name: 'Other' })
  await village.ada.post('/2.0/repositories/acme/other', { project: { key: 'OTHER' }, is_private: true })
  const source = await makeHistory({ commits: 5, files: 3 })
  for (const name of ['acme/vault', 'acme/site', 'acme/other'])
    assert.equal((await port.git(ada, source, 'push', '-q', port.url(name), 'main')).code, 0)
})
after(async () => {
  if (noSsh) return
  await port.close()
  await village.close()
})

const clone = async (key: KeyPair, name: string) => port.git(key, temporary(), 'clone', '-q', port.url(name), 'clone')

test('a deploy key does not read what it was not deployed to', async () => {
  assert.match((await clone(ofVault, 'acme/other')).err, /You may not have access/)
  assert.match((await clone(ofProject, 'acme/other')).err, /You may not have access/)
})

test('a deploy key never writes', async () => {
  const source = await makeHistory({ commits: 2, files: 2 })
  for (const key of [ofVault, ofProject]) {
    const { code, err } = await port.git(key, source, 'push', port.url('acme/vault'), 'main:robot')
    assert.notEqual(code, 0)
    assert.match(err, /Access denied/)
  }
})

test('a deploy key reads what it was deployed to, and what everybody may', async () => {
  assert.equal((await clone(ofVault, 'acme/vault')).code, 0)
  assert.equal((await clone(ofVault, 'acme/site')).code, 0)
  assert.equal((await clone(ofProject, 'acme/vault')).code, 0)
})

test('a deploy key is told what it reads', async () => {
  const { code, out } = await port.ssh(ofVault, ['-T'])
  assert.equal(code, 0)
  assert.match(out, /^authenticated via ssh key\.\n\nThis key reads:\n {2}acme\/vault\n/)
})
