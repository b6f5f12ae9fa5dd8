import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { asAvatar, initialsOf } from './avatar.ts'

const village = await openVillage()
after(() => village.close())
const { ada, eve, stranger, users, site, vault } = village

const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const png = `data:image/png;base64,${pixel}`
const neutral = await stranger.get('/account/%7B00000000-0000-4000-8000-000000000000%7D/avatar/')

test('a document, a lie about the type and a large picture are no avatars', () => {
  assert.throws(() => asAvatar(`data:image/svg+xml;base64,${btoa('<svg onload="alert(1)"/>')}`))
  assert.throws(() => asAvatar(`data:text/html;base64,${btoa('<script>')}`))
  assert.throws(() => asAvatar(`data:image/gif;base64,${pixel}`))
  assert.throws(() => asAvatar('https://example.com/face.png'))
  assert.throws(() =>
    asAvatar(
      `data:image/png;base64,${Buffer.concat([Buffer.from(pixel, 'base64'), Buffer.alloc(70_000)]).toString('base64')}`,
    ),
  )
})

test('a picture that is none is refused where it is given', async () => {
  const { status, body } = await eve.put('/pail/1/users/eve', { avatar: 'javascript:alert(1)' })
  assert.equal(status, 400)
  assert.ok(body.error.fields.avatar)
})

test('initials are letters and digits only', () => {
  assert.equal(initialsOf('<script> & "Ada" Lovelace'), 'SL')
  assert.equal(initialsOf('***'), '')
  assert.equal(initialsOf('éva'), 'É')
})

test('the unknown and the invisible look alike', async () => {
  const paths = [
    '/account/nonsense/avatar/',
    '/workspaces/elsewhere/avatar/',
    '/workspaces/nothing/avatar/',
    `/ravatar/%7B${vault.uuid}%7D`,
    '/ravatar/%7B%7D',
    '/account/user/elsewhere/projects/PROJ/avatar/32',
    '/account/user/acme/projects/NONE/avatar/32',
  ]
  const seen = await Promise.all(paths.map(path => stranger.get(path)))
  assert.deepEqual([...new Set(seen.map(({ body }) => body))], [neutral.body])
  assert.deepEqual([...new Set(seen.map(({ status }) => status))], [200])
})

test('whoever may see a private thing sees its picture', async () => {
  assert.notEqual((await ada.get(`/ravatar/%7B${vault.uuid}%7D`)).body, neutral.body)
  assert.notEqual((await eve.get('/workspaces/elsewhere/avatar/')).body, neutral.body)
  assert.equal((await eve.get(`/ravatar/%7B${vault.uuid}%7D`)).body, neutral.body)
})

test('a picture can neither run nor be taken for something else', async () => {
  const { headers, body } = await stranger.get(`/account/%7B${users.ada.uuid}%7D/avatar/`)
  assert.equal(headers.get('content-type'), 'image/svg+xml')
  assert.equal(headers.get('x-content-type-options'), 'nosniff')
  assert.equal(headers.get('content-security-policy'), "default-src 'none'; sandbox")
  assert.match(body, />A</)
  const again = await stranger.get(`/account/%7B${users.ada.uuid}%7D/avatar/`, {
    headers: { 'if-none-match': headers.get('etag') ?? '' },
  })
  assert.equal(again.status, 304)
})

test('the links in bodies lead to pictures', async () => {
  const account = (await ada.get('/2.0/user')).body.links.avatar.href
  const repository = (await ada.get(`/2.0/repositories/acme/${site.slug}`)).body
  const all = [
    account,
    repository.links.avatar.href,
    repository.workspace.links.avatar.href,
    repository.project.links.avatar.href,
  ]
  for (const href of all) {
    const { pathname, search } = new URL(href)
    const { status, headers } = await ada.get(pathname + search)
    assert.equal(status, 200, href)
    assert.match(headers.get('content-type') ?? '', /^image\//)
  }
})

test('a picture that was given is shown as it is', async () => {
  assert.equal((await ada.put('/pail/1/users/ada', { avatar: png })).status, 200)
  const { headers } = await stranger.get(`/account/%7B${users.ada.uuid}%7D/avatar/32/`)
  assert.equal(headers.get('content-type'), 'image/png')
  await ada.put('/pail/1/users/ada', { avatar: null })
  const after_ = await stranger.get(`/account/%7B${users.ada.uuid}%7D/avatar/`)
  assert.equal(after_.headers.get('content-type'), 'image/svg+xml')
})
