import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, afterEach, before, test } from 'node:test'
import type { Client } from '@modelcontextprotocol/client'
import { temporary } from '@pail/testkit'
import { openTools } from '../testing/carriers.ts'
import { BINARY, type Cloud, openCloud } from '../testing.ts'

const root = temporary()
const outside = temporary()
let cloud: Cloud
let client: Client
let rootless: Client
before(async () => {
  cloud = await openCloud()
  ;[client, rootless] = await Promise.all([openTools(cloud, root), openTools(cloud)])
  writeFileSync(join(outside, 'secret'), 'not for tools')
  mkdirSync(join(root, 'sub'))
  symlinkSync(join(outside, 'secret'), join(root, 'link'))
  symlinkSync(outside, join(root, 'folder'))
})
afterEach(() => cloud.files.clear())
after(async () => {
  await Promise.all([client.close(), rootless.close()])
  await cloud.close()
})

async function call(name: string, given: object, by = client) {
  const { path_parameters: more = {}, ...rest } = given as { path_parameters?: object }
  const path_parameters = { workspace: cloud.workspace, repo_slug: cloud.repo_slug, ...more }
  const {
    isError = false,
    content,
    structuredContent,
  } = await by.callTool({ name, arguments: { path_parameters, ...rest } })
  const [{ text = '' } = {}] = content as { text?: string }[]
  return { isError, text, output: structuredContent as { file: Record<string, string>; status_code: number } }
}
const get = (filename: string, output_path?: string, by = client) =>
  call(
    'get_download_artifact_link',
    { path_parameters: { filename }, ...(output_path !== undefined && { output_path }) },
    by,
  )
const upload = (part: object, by = client) =>
  call('upload_download_artifact', { form_body: { file: [{ file_name: 'up.bin', ...part }] } }, by)

test('there are four tools, which say what they take, give and do', async () => {
  const { tools } = await client.listTools()
  const hints = tools.map(({ name, annotations: { readOnlyHint, destructiveHint, idempotentHint } = {} }) =>
    [name, readOnlyHint, destructiveHint, idempotentHint].join(' '),
  )
  assert.deepEqual(hints, [
    'list_download_artifacts true false true',
    'get_download_artifact_link false false true',
    'upload_download_artifact false true true',
    'delete_download_artifact false true true',
  ])
  for (const { title, description, inputSchema, outputSchema } of tools) {
    assert.ok(title && description)
    assert.deepEqual(inputSchema.required?.[0], 'path_parameters')
    assert.ok(Object(outputSchema).required.includes('status_code'))
  }
  const [, readOnly] = (await rootless.listTools()).tools
  assert.equal(readOnly?.annotations?.readOnlyHint, true)
})

test('no path is taken where no folder is allowed', async () => {
  cloud.files.set('a', BINARY)
  for (const { isError, text } of [await get('a', 'a', rootless), await upload({ path: 'a' }, rootless)]) {
    assert.ok(isError)
    assert.match(text, /started without --root/)
  }
})

test('no path leads out of the folder', async () => {
  cloud.files.set('a', BINARY)
  for (const path of ['../a', 'sub/../../a', join(outside, 'a'), '/etc/passwd', 'folder/a', 'link', 'sub\\..\\a', ''])
    assert.match((await get('a', path)).text, /up|below|symbolic link|empty|there already/, path)
  for (const path of ['../secret', join(outside, 'secret'), 'link', 'folder/secret', 'sub', 'missing'])
    assert.ok((await upload({ path })).isError, path)
  assert.deepEqual([...cloud.files.keys()], ['a'])
  assert.equal(readFileSync(join(outside, 'secret'), 'utf8'), 'not for tools')
})

test('a file is saved below the folder, and replaces none', async () => {
  cloud.files.set('a.bin', BINARY)
  const { output } = await get('a.bin', 'sub/')
  assert.deepEqual(output.file, { filename: 'a.bin', file: join(root, 'sub', 'a.bin'), encoding: 'path' })
  assert.deepEqual(new Uint8Array(readFileSync(join(root, 'sub', 'a.bin'))), BINARY)
  assert.match((await get('a.bin', 'sub/a.bin')).text, /is there already/)
  assert.equal((await upload({ path: 'sub/a.bin' })).output.status_code, 201)
  assert.deepEqual(cloud.files.get('up.bin'), BINARY)
})

test('more than 10 MB are no base64, in either direction, and that is said', async () => {
  const large = new Uint8Array(7_500_001)
  cloud.files.set('large', large)
  const got = await get('large')
  assert.deepEqual([got.isError, got.text.includes('more than 10 MB of base64')], [true, true])
  assert.match(got.text, /output_path names a file/)
  const sent = await upload({ file: Buffer.from(large).toString('base64') })
  assert.match(sent.text, /up\.bin is more than 10 MB.* path names a file/)
  assert.equal(cloud.files.has('up.bin'), false)
  cloud.files.set('largest', large.subarray(1))
  assert.equal((await get('largest')).output.file.file?.length, 10_000_000)
})

test('content is either there or at a path, and base64', async () => {
  assert.match((await upload({})).text, /either a file or a path/)
  assert.match((await upload({ file: 'eA==', path: 'sub' })).text, /either a file or a path/)
  assert.match((await upload({ file: '%' })).text, /is no base64/)
})

test('arguments that are none are refused before anything is asked', async () => {
  cloud.asked.length = 0
  const { isError } = await client.callTool({ name: 'list_download_artifacts', arguments: { path_parameters: {} } })
  assert.equal(isError, true)
  assert.deepEqual(cloud.asked, [])
})

test('a refusal is a result that says so, with its output', async () => {
  const result = await client.callTool({
    name: 'get_download_artifact_link',
    arguments: { path_parameters: { workspace: cloud.workspace, repo_slug: 'x', filename: 'missing' } },
  })
  const [{ text: line = '' }, { text: output = '' }] = result.content as unknown as [
    { text?: string },
    { text?: string },
  ]
  assert.match(line, /missing was not found/)
  assert.equal(JSON.parse(output).status_code, 404)
  assert.ok(!JSON.stringify(result).includes(cloud.token))
})
