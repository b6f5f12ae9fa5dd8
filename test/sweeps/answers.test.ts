import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { openapi } from '@pail/server/kernel/openapi'
import type { Operation } from '@pail/server/kernel/operation'
import { operations, pages } from '@pail/server/slices'
import { type Answered, ORIGIN } from '@pail/testkit'
import { Ajv } from 'ajv'
import { openWorld } from './world.ts'

const { village, app, address } = await openWorld()
after(() => village.close())

const reading = operations.filter(one => one.method === 'GET')
// biome-ignore lint/suspicious/noExplicitAny: a document is walked as it comes
type Json = any

/** The published document with every object closed, so that a member it does not know is a fault. */
function closed(node: Json): Json {
  if (Array.isArray(node)) return node.map(closed)
  if (node === null || typeof node !== 'object') return node
  const { format: _, ...rest } = node
  if (rest.allOf && rest.nullable) return { anyOf: [...rest.allOf.map(closed), { type: 'null' }] }
  const inner = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, closed(value)]))
  return inner.properties && inner.additionalProperties === undefined
    ? { ...inner, additionalProperties: false }
    : inner
}

/** As the person whose things the world holds, or as the administrator or the app where only that one may. */
async function read(operation: Operation, query = ''): Promise<Answered> {
  const at = address(operation).concat(query)
  const answer = await village.ada.get(at)
  if (answer.status === 401) return app.get(at)
  return answer.status === 403 ? village.root.get(at) : answer
}

test('every answer has the shape that the document publishes', async () => {
  const document: Json = openapi(operations, ORIGIN)
  const ajv = new Ajv({ strict: false, validateFormats: false })
  ajv.addSchema({ $id: 'document', components: closed(document.components) })
  const faults: string[] = []
  for (const operation of reading) {
    const { status, body, headers } = await read(operation)
    if (operation.sends && status === 200 && !headers.get('content-type')?.startsWith('application/json')) continue
    if (status === 302 && operation.status.includes(302)) continue
    const path = operation.path.startsWith('/2.0/') ? operation.path.slice(4) : operation.path
    const schema = document.paths[path].get.responses[status]?.content?.['application/json']?.schema
    if (!schema || status >= 300) faults.push(`${operation.id}: ${status} ${JSON.stringify(body).slice(0, 200)}`)
    else {
      const check = ajv.compile(JSON.parse(JSON.stringify(closed(schema)).replaceAll('"#/', '"document#/')))
      if (!check(body))
        faults.push(`${operation.id}: ${ajv.errorsText(check.errors)} ${JSON.stringify(body).slice(0, 300)}`)
    }
  }
  assert.deepEqual(faults, [])
})

const hrefs = (node: Json): string[] =>
  node === null || typeof node !== 'object'
    ? []
    : Object.entries(node).flatMap(([name, value]) =>
        name === 'href' && typeof value === 'string' ? [value] : hrefs(value),
      )

const pattern = (path: string, reach = 'segment') => {
  const last = reach === 'segment' ? '[^/]+' : '.*'
  const text = path.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}$/, last)
  return new RegExp(`^${text.replaceAll(/\{\w+\}|:\w+/g, '[^/]+')}/?$`)
}

test('every link leads to an operation, a page, or something the ledger still owes', async () => {
  const owed = readFileSync('contract/not-yet.txt', 'utf8')
    .split('\n')
    .filter(line => line.startsWith('GET '))
    .map(line => line.slice(4))
  const paths = [...owed, ...pages.map(page => page.path)]
  const known = [...operations.map(one => pattern(one.path, one.reach)), ...paths.map(path => pattern(path))]
  // Pages for people come with the user interface; until then their addresses are only promised.
  const promised = [
    /^\/%7B[0-9a-f-]+%7D\/$/,
    /^\/[\w.-]+(\/[\w.-]+)?(\.git)?\/?$/,
    /^\/[\w-]+\/workspace\/projects\/\w+$/,
    /^\/[\w.-]+\/[\w.-]+\/(commits|branch|src|pull-requests)\/.+$/,
  ]
  const faults = new Set<string>()
  for (const operation of reading) {
    const { body } = await read(operation)
    for (const href of hrefs(body)) {
      if (href.startsWith('ssh://git@')) continue
      const { pathname, host } = new URL(href)
      const isKnown = [...known, ...promised].some(one => one.test(pathname))
      if (host !== new URL(ORIGIN).host || !isKnown) faults.add(`${operation.id}: ${href}`)
    }
  }
  assert.deepEqual([...faults], [])
})

test('every picture that a link names is there', async () => {
  const { body } = await village.root.get('/2.0/repositories/acme/vault')
  for (const thing of [body, body.owner, body.project, body.workspace, (await village.ada.get('/2.0/user')).body]) {
    const { pathname, search } = new URL(thing.links.avatar.href)
    const { status, headers } = await village.ada.get(pathname + search)
    assert.equal(status, 200)
    assert.match(headers.get('content-type') ?? '', /^image\//)
  }
})

test('fields= reaches every list, and leaves the rest out', async () => {
  const faults: string[] = []
  for (const operation of reading.filter(one => one.shows?.paged)) {
    const { status, body } = await read(operation, '?fields=pagelen')
    if (status !== 200 || JSON.stringify(Object.keys(body)) !== '["pagelen"]')
      faults.push(`${operation.id}: ${JSON.stringify(body).slice(0, 100)}`)
  }
  assert.deepEqual(faults, [])
})

test('every list refuses a page and a length that make no sense', async () => {
  const faults: string[] = []
  for (const operation of reading.filter(one => one.shows?.paged && one.paging.style === 'list'))
    for (const query of [
      'page=0',
      'page=-1',
      'page=x',
      'page=1e9',
      'pagelen=0',
      `pagelen=${operation.paging.max + 1}`,
    ]) {
      const { status } = await village.root.get(`${address(operation)}?${query}`)
      if (status !== 400) faults.push(`${operation.id}?${query}: ${status}`)
    }
  assert.deepEqual(faults, [])
})
