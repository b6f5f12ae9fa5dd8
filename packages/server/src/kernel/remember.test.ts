import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const VAULT = '/2.0/repositories/acme/vault'

test('what was shown before is not shown to somebody who may no longer see it', async () => {
  assert.equal((await village.bob.get(VAULT)).status, 200)
  await village.ada.delete(`/pail/1/workspaces/acme/members/${village.users.bob.uuid}`)
  assert.equal((await village.bob.get(VAULT)).status, 404)
})
test('a change is seen by the next reader, in the thing itself and in what it embeds', async () => {
  assert.equal((await village.ada.get(VAULT)).body.project.name, 'Site')
  await village.ada.put(VAULT, { description: 'Changed' })
  await village.ada.put('/2.0/workspaces/acme/projects/SITE', { name: 'Elsewhere' })
  const { body } = await village.ada.get(VAULT)
  assert.equal(body.description, 'Changed')
  assert.equal(body.project.name, 'Elsewhere')
})
test('each caller and each host gets addresses of its own', async () => {
  const site = '/2.0/repositories/acme/site'
  const [own, nobody] = [await village.ada.get(site), await village.stranger.get(site)]
  assert.equal(own.body.links.clone[0].href, 'http://ada@pail.test/acme/site.git')
  assert.equal(nobody.body.links.clone[0].href, 'http://pail.test/acme/site.git')
  assert.match((await village.ada.get(`/!api${site}`)).body.links.self.href, /!api/)
  assert.deepEqual((await village.ada.get(`${site}?fields=slug`)).body, { slug: 'site' })
})
