import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { agrees, type Carrier, type Cloud, openCloud } from '@pail/download-actions/testing'
import type { IHttpRequestOptions, INodeExecutionData } from 'n8n-workflow'
import { built } from './testing/built.ts'
import { carrierOf, executed } from './testing/carrier.ts'
import type { Execution } from './testing/context.ts'

let [cloud, node]: [Cloud, Awaited<ReturnType<typeof built>>['node']] = [] as never
before(async () => {
  ;[cloud, { node }] = await Promise.all([openCloud(), built()])
})
after(() => cloud.close())

const run = (execution: Execution): Promise<INodeExecutionData[]> => executed(node, execution)
const byNode: Carrier = (...given) => carrierOf(node)(...given)
const place = () => ({ workspace: cloud.workspace, repoSlug: cloud.repo_slug })
const access = () => ({ url: cloud.url, token: cloud.token })
const EMPTY = { json: {} }

test('the node does what the fixture of the actions says', () => agrees(byNode, cloud))

test('a server that hangs up on an upload is asked again why, without the files', async () => {
  cloud.faults.api.push(request => request.socket.destroy())
  const file = [{ file_name: 'a.txt', file: new Uint8Array(5) }]
  const inputs = { path_parameters: { workspace: cloud.workspace, repo_slug: cloud.repo_slug }, form_body: { file } }
  const upload = (token: string) => byNode('upload_download_artifact', inputs, { url: cloud.url, token })
  await assert.rejects(upload(cloud.reader), /The token lacks repository:write/)
  cloud.faults.api.push(
    request => request.socket.destroy(),
    request => request.socket.destroy(),
  )
  await assert.rejects(upload(cloud.token), /socket hang up|ECONNRESET|EPIPE/)
  assert.equal(cloud.files.has('a.txt'), false)
})

test('a download that breaks off is no file', async () => {
  cloud.files.set('cut.txt', new Uint8Array(9))
  cloud.faults.store.push((_, response) => {
    response.writeHead(200, { 'content-length': 9 })
    response.write('half')
    setImmediate(() => response.destroy())
  })
  const parameters = { operation: 'get', ...place(), filename: 'cut.txt' }
  await assert.rejects(run({ access: access(), parameters, items: [EMPTY] }), { name: 'NodeOperationError' })
})

test('an item that fails ends the workflow, or is told of in its place', async () => {
  cloud.files.set('a.txt', new TextEncoder().encode('a'))
  const parameters = { operation: 'delete', ...place(), filename: 'a.txt' }
  const items = [EMPTY, EMPTY]
  const done = await run({ access: access(), parameters, items, goesOn: true })
  assert.deepEqual(
    done.map(({ json, pairedItem }) => [json.status_code, json.error, pairedItem?.item]),
    [
      [204, undefined, 0],
      [404, 'The requested file a.txt was not found', 1],
    ],
  )
  await assert.rejects(run({ access: access(), parameters, items }), {
    name: 'NodeApiError',
    httpCode: '404',
    itemIndex: 0,
    description: 'The server answered 404 Not Found.',
  })
})

test('a list can become one item for each file', async () => {
  cloud.files.clear()
  for (const name of ['a', 'b']) cloud.files.set(name, new Uint8Array(1))
  const parameters = { operation: 'list', ...place(), limit: 10, options: { split: true } }
  const done = await run({ access: access(), parameters, items: [EMPTY] })
  assert.deepEqual(
    done.map(({ json, pairedItem }) => [json.name, pairedItem]),
    [
      ['b', { item: 0 }],
      ['a', { item: 0 }],
    ],
  )
})

test('n8n is told of the certificate and the proxy, follows nothing itself, and has the token for our API only', async () => {
  cloud.files.set('a.txt', new Uint8Array(1))
  const asked: IHttpRequestOptions[] = []
  const how = { ...access(), verifySsl: false, httpProxy: 'http://ada:p%40ss@proxy.example.com:3128' }
  const parameters = { operation: 'get', ...place(), filename: 'a.txt', outputField: 'file' }
  await run({ access: how, parameters, items: [EMPTY], asked })
  const auth = { username: 'ada', password: 'p@ss' }
  const proxy = { protocol: 'http', host: 'proxy.example.com', port: 3128, auth }
  assert.deepEqual(
    asked.map(({ url, ...options }) => [new URL(url).origin, options]),
    [cloud.url, cloud.store].map(origin => [
      origin,
      {
        method: 'GET',
        headers: { accept: '*/*', 'accept-encoding': 'identity' },
        encoding: 'stream',
        returnFullResponse: true,
        ignoreHttpStatusErrors: true,
        disableFollowRedirect: true,
        skipSslCertificateValidation: true,
        proxy,
      },
    ]),
  )
})
