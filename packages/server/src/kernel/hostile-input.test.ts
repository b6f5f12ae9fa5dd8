import assert from 'node:assert/strict'
import { request } from 'node:http'
import { connect } from 'node:net'
import { after, test } from 'node:test'
import { getRequestListener } from '@hono/node-server'
import { listen, openVillage } from '@pail/testkit'

const village = await openVillage()
const door = await listen(getRequestListener(village.fetch, { overrideGlobalObjects: false }))
after(async () => {
  await door.close()
  await village.close()
})
const { ada, eve, stranger } = village

const LIST = '/2.0/repositories/acme'
const VARIABLES = '/2.0/repositories/acme/site/pipelines_config/variables'
const asked = async (parameter: string, text: string, by = ada) => {
  const { status, body } = await by.get(`${LIST}?${parameter}=${encodeURIComponent(text)}`)
  return { status, message: body.error?.message as string, body }
}

test('fragments of SQL are text, or no query at all', async () => {
  assert.equal((await asked('q', `name = "x' OR 1=1 --"`)).body.size, 0)
  assert.equal((await asked('q', `name ~ "%' UNION SELECT hash FROM tokens --"`)).body.size, 0)
  assert.equal((await asked('q', "name = 'x' OR 1=1")).status, 400)
  assert.equal((await asked('q', 'name = "a"; DROP TABLE users')).status, 400)
  assert.equal((await asked('sort', 'name; DROP TABLE users')).status, 400)
  assert.equal((await asked('sort', 'name desc, (select 1)')).status, 400)
})

test('only published fields can be asked and sorted by', async () => {
  assert.equal((await asked('q', 'main_branch = "x"')).status, 400)
  assert.equal((await asked('q', 'repositories.uuid = "x"')).status, 400)
  assert.equal((await asked('q', 'owner.password ~ "a"')).status, 400)
  assert.equal((await asked('q', '__proto__ = "x"')).status, 400)
  assert.equal((await asked('q', 'constructor.name = "x"')).status, 400)
  assert.equal((await asked('sort', 'tokens.hash')).status, 400)
  assert.equal((await asked('sort', '-toString')).status, 400)
})

test('nesting, terms and length of a query have an end', async () => {
  assert.equal((await asked('q', `${'('.repeat(31)}name = "a"${')'.repeat(31)}`)).status, 400)
  assert.equal((await asked('q', Array(10_000).fill('name="a"').join(' OR '))).status, 400)
  assert.equal((await asked('q', `name = "${'a'.repeat(5000)}"`)).status, 400)
  assert.equal((await asked('q', '('.repeat(4000))).status, 400)
  assert.equal((await asked('sort', 'a.'.repeat(4000))).status, 400)
})

test('fields= cannot ask for more than there is', async () => {
  assert.equal((await asked('fields', '*.*.*.*.*.*.*.*')).status, 400)
  assert.equal((await asked('fields', Array(5000).fill('+values.*').join())).status, 400)
  const { status, body } = await asked('fields', '+values.__proto__,+values.constructor,+values.workspace.secret')
  assert.equal(status, 200)
  assert.ok(!('secret' in body.values[0].workspace))
})

test('a query finds nothing that the caller may not see', async () => {
  assert.equal((await asked('q', 'slug = "vault"')).body.size, 1)
  assert.equal((await asked('q', 'slug = "vault"', eve)).body.size, 0)
  assert.equal((await asked('q', 'is_private = true OR name != ""', stranger)).body.values.length, 1)
})

test('pages that no list has are refused or empty', async () => {
  assert.equal((await asked('page', '-1')).message, 'Invalid page')
  assert.equal((await asked('page', '0')).message, 'Invalid page')
  assert.equal((await asked('page', '1; DROP')).message, 'Invalid page')
  assert.equal((await asked('pagelen', '-1')).message, 'Invalid pagelen')
  assert.equal((await asked('pagelen', '1e9')).message, 'Invalid pagelen')
  const far = await asked('page', '999999999')
  assert.deepEqual([far.status, far.body.values], [200, []])
})

test('names that begin with a dash reach neither a branch nor a slug', async () => {
  const named = (name: string) => ada.put('/2.0/repositories/acme/site', { mainbranch: { name } })
  assert.equal((await named('--upload-pack=touch /tmp/x')).status, 400)
  assert.equal((await named('-x')).status, 400)
  assert.equal((await named('a\n--option')).status, 400)
  assert.equal((await named('../../x')).status, 400)
  assert.equal((await ada.post('/2.0/repositories/acme/a%0a--option')).status, 400)
  assert.equal((await ada.post('/2.0/repositories/acme/%2e%2e%2fvault')).status, 400)
  assert.equal((await ada.post(VARIABLES, { key: 'A\n--option' })).status, 400)
})

test('what a value holds stays a value', async () => {
  const value = `--upload-pack=x\r\nSet-Cookie: a=b\n$(id) \`id\` '; DROP TABLE users; --`
  const made = await ada.post(VARIABLES, { key: 'HOSTILE', value })
  assert.equal(made.body.value, value)
  assert.equal((await ada.get(`${VARIABLES}/${made.body.uuid}`)).body.value, value)
})

test('a body in several hostile forms is refused over the wire, and the connection after it is sound', async () => {
  const secret = await village.secret('ada')
  const post = (headers: Record<string, string>, body: string | Buffer) =>
    new Promise<number | undefined>((resolve, reject) => {
      const sent = { method: 'POST', headers: { authorization: `Bearer ${secret}`, ...headers } }
      const asking = request(door.origin + VARIABLES, sent, answer =>
        answer.resume().on('end', () => resolve(answer.statusCode)),
      )
      asking.on('error', reject).end(body)
    })
  const json = { 'content-type': 'application/json' }
  const large = Buffer.alloc(3_000_000, ' ')
  assert.equal(await post({ ...json, 'transfer-encoding': 'chunked' }, large), 413)
  assert.equal(await post({ ...json, 'content-length': String(large.length) }, large), 413)
  assert.equal(await post(json, '{"key": '), 400)
  assert.equal(await post(json, '{"key": "\\ud800"}'), 400)
  assert.equal(await post(json, '{"key": "A", "value": "\\u0000"}'), 400)
  assert.equal(await post(json, '['.repeat(100_000)), 400)
  assert.equal(await post({ 'content-type': 'application/xml' }, '<key/>'), 415)
  assert.equal(await post({ ...json, 'content-encoding': 'gzip' }, Buffer.from('1f8b0800', 'hex')), 400)
  assert.equal(await post(json, '{"__proto__": {"key": "A"}}'), 400)
  assert.equal(await post({ ...json, expect: '100-continue' }, '{"key": "SOUND"}'), 201)
})

test('a request that is framed in two ways, or has headers without end, is not read', async () => {
  const { hostname, port } = new URL(door.origin)
  const status = (head: string) =>
    new Promise<string>((resolve, reject) => {
      let text = ''
      const wire = connect(Number(port), hostname, () => wire.write(head))
      wire.setEncoding('utf8').on('data', data => (text += data))
      wire.on('close', () => resolve(text.split('\r\n')[0] ?? '')).on('error', reject)
    })
  const start = 'POST /2.0/user HTTP/1.1\r\nHost: pail.test\r\n'
  assert.match(await status(`${start}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`), / 400 /)
  assert.match(await status(`${start}Content-Length: 4\r\nContent-Length: 5\r\n\r\n`), / 400 /)
  assert.match(await status(`${start}X: a\r\n b\u0000\r\n\r\n`), / 400 /)
  assert.match(await status(`${start}${'X-Long: a\r\n'.repeat(5000)}\r\n`), / 431 /)
})
