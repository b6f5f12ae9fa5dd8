import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { listen, temporary } from '@pail/testkit'
import type { GetOutput } from '../core/outputs.ts'
import { setOutput } from '../testing/carriers.ts'
import { filesIn } from '../testing/form.ts'
import { BINARY, type Cloud, openCloud } from '../testing.ts'

let cloud: Cloud
const folder = temporary()
before(async () => {
  cloud = await openCloud()
  // Where other tests leave nothing either.
  process.env.TMPDIR = folder
})
after(() => cloud.close())

const given = (more: object = {}) => ({
  url: cloud.url,
  token: cloud.token,
  path_parameters: { workspace: cloud.workspace, repo_slug: cloud.repo_slug, ...more },
})
const base64 = Buffer.from(BINARY).toString('base64')
const upload = (file: unknown, env: NodeJS.ProcessEnv = {}) =>
  setOutput('upload_download_artifact', { ...given(), form_body: { file } }, env)

test('what is no JSON object is refused', async () => {
  for (const text of ['', '{', '[]', '"x"', 'null', '{"a": "b', '{"a": "\\'])
    await assert.rejects(setOutput('list_download_artifacts', text), { name: 'Misused' }, text)
})

test('content that is no base64 is refused, however long it is', async () => {
  for (const content of ['%%%', 'abcde', 'ab=c', base64.replace('A', '*'), `${base64}=====`, '\\'.repeat(70_000)])
    await assert.rejects(upload([{ file_name: 'x', file: content }]), /is no base64/)
  await assert.rejects(upload([{ file_name: 'x', file: { id: 1 } }]), /form_body\.file\[0\]\.file is missing/)
  assert.equal(cloud.files.size, 0)
})

test('a document without end is refused', async () => {
  await assert.rejects(
    setOutput('list_download_artifacts', `{"a": [${`"${'b'.repeat(60_000)}", `.repeat(80)}""]}`),
    /is too long/,
  )
})

test('long content is decoded while it comes, wherever it is cut', async () => {
  const broken = base64.replaceAll(/.{76}/g, '$&\r\n')
  const text = JSON.stringify({
    ...given(),
    form_body: {
      file: [
        { file: broken, file_name: 'a "b\\' },
        { file_name: 'c', file: base64 },
      ],
    },
  })
  await setOutput('upload_download_artifact', text.replaceAll('/', '\\/'))
  assert.deepEqual([...cloud.files.keys()], ['a "b\\', 'c'])
  for (const content of cloud.files.values()) assert.deepEqual(content, BINARY)
  cloud.files.clear()
})

test('a single file that is no list is taken', async () => {
  await upload({ file_name: 'one', file: 'eA==' })
  assert.deepEqual(cloud.files.get('one'), new Uint8Array([120]))
})

test('a line tells of a refusal before it is thrown', async () => {
  const lines: string[] = []
  const { turbine } = await import('./turbine.ts')
  const input = async function* () {
    yield JSON.stringify({
      ...given(),
      token: 'a-secret-of-nobody',
      path_parameters: { workspace: 'x', repo_slug: 'y' },
    })
  }
  const write = async (line: string) => void lines.push(line)
  await assert.rejects(turbine('list_download_artifacts', { input: input(), write, env: {} }), { name: 'Refused' })
  const output = JSON.parse(lines.join('').slice('::set-output '.length))
  assert.deepEqual([output.status_code, output.reason, output.json_body.type], [401, 'Unauthorized', 'error'])
  assert.ok(!lines.join('').includes('a-secret-of-nobody'))
})

test('configuration that is none is refused', async () => {
  await assert.rejects(setOutput('list_download_artifacts', { ...given(), url: 'not a url' }), /url is no web address/)
  await assert.rejects(setOutput('list_download_artifacts', { ...given(), url: 5 }), /url is a string/)
  await assert.rejects(setOutput('list_download_artifacts', { ...given(), token: ['x'] }), /token is a string/)
})

test('files are fetched from and handed to whoever runs us, and known by their ids', async () => {
  const kept = new Map<string, Uint8Array>([['id 1', BINARY]])
  const asked: string[] = []
  const keeper = await listen(async (request, response) => {
    asked.push(`${request.method} ${request.url}`)
    if (request.method === 'GET') {
      const content = kept.get(decodeURIComponent(/\/files\/([^?]+)/.exec(request.url ?? '')?.[1] ?? ''))
      return void response.writeHead(content ? 200 : 404).end(content)
    }
    const [[, content] = ['', new Uint8Array()]] = await filesIn(request)
    kept.set('id 2', content)
    response.end(JSON.stringify({ id: 'id 2' }))
  })
  const env = { IPC_API_URI: keeper.origin, IPC_API_TOKEN: 'a secret' }
  try {
    assert.equal((await upload([{ file_name: 'kept.bin', file: 'id 1' }], env)).status_code, 201)
    assert.deepEqual(cloud.files.get('kept.bin'), BINARY)
    const output = await setOutput('get_download_artifact_link', given({ filename: 'kept.bin' }), env)
    assert.deepEqual((output as GetOutput<string>).file, { filename: 'kept.bin', file: 'id 2' })
    assert.deepEqual(kept.get('id 2'), BINARY)
    assert.deepEqual(asked, ['GET /files/id%201?token=a%20secret', 'POST /files?token=a%20secret'])
    await assert.rejects(upload([{ file_name: 'x', file: 'missing' }], env), (error: Error) => {
      assert.match(error.message, /the file missing cannot be fetched/)
      return !error.message.includes('secret')
    })
  } finally {
    await keeper.close()
  }
})

test('nothing is left behind on the disk', () => assert.deepEqual(readdirSync(folder), []))
