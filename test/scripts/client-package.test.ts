import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { ADMIN_TOKEN, asAdmin, listen, openTab, type PailProcess, startPail, type Tab, temporary } from '@pail/testkit'
import { buildClient } from '../../scripts/build-client.ts'

/** The client as it is published: what is in the package, and that it works outside of this repository. */
const run = promisify(execFile)
const tools = join(import.meta.dirname, '..', '..', 'node_modules', '.bin')
const folder = temporary('pail-client-')
const installed = join(folder, 'user')
const modules = join(installed, 'node_modules', '@pail', 'client')
let tarball: string
let pail: PailProcess
let tab: Tab

before(async () => {
  buildClient(join(folder, 'built'))
  const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: join(folder, 'built'),
  })
  tarball = join(folder, stdout.trim())
  mkdirSync(installed)
  writeFileSync(join(installed, 'package.json'), '{ "private": true, "type": "module" }')
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd: installed })
  pail = await startPail()
  await asAdmin(pail.origin, 'POST /2.0/repositories/demo/hello', {})
})
after(async () => {
  await tab.close()
  await pail.stop()
})

test('linters of packages find nothing to complain about', async () => {
  await run(process.execPath, [join(tools, 'publint'), '--strict', join(folder, 'built')])
  await run(process.execPath, [join(tools, 'attw'), tarball, '--profile', 'esm-only'])
})

test('it depends on nothing, and its source maps lead to its sources', () => {
  const about = JSON.parse(readFileSync(join(modules, 'package.json'), 'utf8')) as Record<string, unknown>
  assert.deepEqual([about.dependencies, about.private, about.engines], [undefined, undefined, { node: '>=20' }])
  const map = JSON.parse(readFileSync(join(modules, 'dist', 'core.js.map'), 'utf8')) as { sourcesContent: string[] }
  assert.match(map.sourcesContent[0]!, /export class Core/)
})

test('its types tell a wrong call from a right one', async () => {
  const check = async (body: string) => {
    writeFileSync(join(installed, 'check.ts'), `import { createClient } from '@pail/client'\n${body}\n`)
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--types', '']
    return run(process.execPath, [join(tools, 'tsc'), ...options, 'check.ts'], { cwd: installed })
  }
  const call = (member: string) =>
    `const name: string | null | undefined = (await createClient({ url: 'http://a' }).repositories.get({ workspace: 'a', repo_slug: 'b' })).${member}`
  await check(call('full_name'))
  await assert.rejects(check(call('full_nam')), (error: { stdout?: string }) => /full_nam/.test(error.stdout ?? ''))
})

const SCRIPT = `
  const found = []
  for await (const { full_name } of client.repositories.list({ workspace: 'demo', pagelen: 1 })) found.push(full_name)
  const form = new FormData()
  form.append('files', new Blob(['some bytes']), 'a b.txt')
  await client.downloads.create({ workspace: 'demo', repo_slug: 'hello' }, form)
  const { name, size, stream } = await client.core.download('/2.0/repositories/demo/hello/downloads/{file}', { file: 'a b.txt' })
  const text = await new Response(stream).text()
  const refusal = await client.repositories.get({ workspace: 'demo', repo_slug: 'missing' }).catch(error => error)
  return JSON.stringify([found, name, size, text, refusal.status, refusal.name])`
const EXPECTED = [['demo/hello'], 'a b.txt', 10, 'some bytes', 404, 'ApiError']

test('Node reads lists, sends and fetches files with it', async () => {
  const program = `import { createClient } from '@pail/client'
    const client = createClient({ url: '${pail.origin}/2.0/', auth: process.env.PAIL_TOKEN })
    console.log(await (async () => {${SCRIPT}})())`
  writeFileSync(join(installed, 'main.js'), program)
  const env = { ...process.env, PAIL_TOKEN: ADMIN_TOKEN }
  const { stdout } = await run(process.execPath, ['main.js'], { cwd: installed, env })
  assert.deepEqual(JSON.parse(stdout), EXPECTED)
})

test('a browser does the same, from a page of another origin', async () => {
  const page = await listen((request, response) => {
    const isModule = request.url?.endsWith('.js') ?? false
    response.setHeader('content-type', isModule ? 'text/javascript' : 'text/html')
    response.end(isModule ? readFileSync(join(modules, 'dist', request.url!)) : '<title>Page</title>')
  })
  tab = await openTab()
  await tab.visit(page.origin)
  const answer = await tab.read(`(async () => {
    const { createClient } = await import('/index.js')
    const client = createClient({ url: '${pail.origin}', auth: '${ADMIN_TOKEN}' })
    ${SCRIPT}
  })().catch(error => JSON.stringify(String(error)))`)
  await page.close()
  const [found, , size, text, ...rest] = JSON.parse(answer)
  assert.deepEqual([found, text, ...rest], [EXPECTED[0], 'some bytes', 404, 'ApiError'])
  assert.ok(size === 10 || size === null)
})
