import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Core } from './core.ts'
import { nameIn } from './download.ts'
import { BadRedirect } from './redirect.ts'
import { playing } from './testing.ts'

const ledTo = (location: string) => new Response(null, { status: 302, headers: { location } })
const connected = (url: string, ...answers: Response[]) => {
  const { asked, fetch } = playing(...answers)
  return { asked, core: new Core({ url, auth: 'secret', fetch, headers: { 'x-own': '1' } }) }
}

test('nobody is led from https to http, to other schemes, or on and on', async () => {
  const down = connected('https://pail.test', ledTo('http://store.test/a'))
  await assert.rejects(down.core.download('/2.0/a'), /^BadRedirect: led from https to http:/)
  const odd = connected('http://pail.test', ledTo('ftp://store.test/a'))
  await assert.rejects(odd.core.download('/2.0/a'), BadRedirect)
  const circling = connected('http://pail.test', ...Array.from({ length: 4 }, () => ledTo('/2.0/a')))
  await assert.rejects(circling.core.download('/2.0/a'), /more than 3/)
})

test('to another origin neither the credential nor other headers go along', async () => {
  const bytes = new Response('12345', { headers: { 'content-length': '5', 'content-type': 'application/zip' } })
  const { core, asked } = connected('http://pail.test', ledTo('http://pail.test:8080/store/a?signed=1'), bytes)
  const { stream, size, type } = await core.download('/2.0/{name}', { name: 'a' })
  assert.deepEqual([size, type, await new Response(stream).text()], [5, 'application/zip', '12345'])
  const second = Object.fromEntries(asked[1]!.headers)
  assert.deepEqual(second, { accept: '*/*' })
  assert.equal(asked[0]!.headers.get('authorization'), 'Bearer secret')
})

test('on our own server they do', async () => {
  const { core, asked } = connected('http://pail.test', ledTo('/2.0/renamed'), Response.json({ slug: 'renamed' }))
  assert.deepEqual(await core.send('GET', '/2.0/old'), { slug: 'renamed' })
  assert.equal(asked[1]!.headers.get('authorization'), 'Bearer secret')
})

test('beyond the API they do not, on our own host either, and which bytes are wanted is said everywhere', async () => {
  const { core, asked } = connected('http://pail.test/2.0/', ledTo('/pail/files/sealed/a'), new Response('34'))
  await core.with({ headers: { range: 'bytes=2-3' } }).download('/2.0/a')
  assert.deepEqual(Object.fromEntries(asked[1]!.headers), { accept: '*/*', range: 'bytes=2-3' })
})

test('what would change something is not led anywhere', async () => {
  const { core } = connected('http://pail.test', ledTo('/2.0/elsewhere'))
  await assert.rejects(core.send('POST', '/2.0/a', {}, {}), { status: 302 })
})

test('a file is named by its disposition, and never leads out of a folder', () => {
  assert.equal(nameIn('attachment; filename="a \\"b\\".zip"'), 'a "b".zip')
  assert.equal(nameIn(`attachment; filename="x.zip"; filename*=UTF-8''%C3%A4%20b.zip`), 'ä b.zip')
  assert.equal(nameIn('attachment; filename=plain.zip'), 'plain.zip')
  assert.equal(nameIn('attachment; filename="../../etc/passwd"'), 'passwd')
  assert.equal(nameIn(`attachment; filename*=UTF-8''%`), undefined)
  assert.equal(nameIn('attachment; filename=".."'), undefined)
  assert.equal(nameIn('inline'), undefined)
})
