import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { temporary } from '@pail/testkit'
import { discover, spec } from 'pail-source-bitbucket'
import {
  ACCESS_TOKEN,
  API_TOKEN,
  basicOf,
  type Cloud,
  catalogOf,
  complaintsAbout,
  configFor,
  EMAIL,
  type Ended,
  garbled,
  heard,
  openCloud,
  run,
  runFrom,
  STREAMS,
  start,
  startWith,
} from 'pail-source-bitbucket/testing'
import { buildSource } from '../../scripts/build-source.ts'

/** The source for Airbyte as hosts run it: a process, files, lines of output, a code at its end. */
const PACKAGE = dirname(dirname(dirname(fileURLToPath(import.meta.resolve('pail-source-bitbucket/testing')))))
let cloud: Cloud
before(async () => {
  runFrom(await buildSource(temporary()))
  cloud = await openCloud()
})
after(() => cloud.close())

/** What every run has to be, however it ended. */
function assertClean({ lines, stderr }: Ended, secrets: readonly string[] = [API_TOKEN]): void {
  assert.deepEqual(lines.flatMap(complaintsAbout), [])
  const output = lines.join('\n') + stderr
  for (const secret of secrets)
    for (const form of [secret, encodeURIComponent(secret), basicOf(EMAIL, secret).slice('Basic '.length)])
      assert.ok(!output.includes(form), `the output holds ${form}`)
}

const read = (more: Record<string, unknown> = {}) =>
  run('read', { config: configFor(cloud), catalog: catalogOf(STREAMS), ...more })

test('spec says once what can be configured', async () => {
  const ended = await run('spec')
  assertClean(ended)
  assert.deepEqual([ended.code, ended.messages.map(({ type }) => type)], [0, ['SPEC']])
})

test('check says once whether the configuration works', async () => {
  const ended = await run('check', { config: configFor(cloud) })
  assertClean(ended)
  assert.deepEqual(
    [ended.code, ended.messages.filter(({ type }) => type === 'CONNECTION_STATUS')],
    [0, [{ type: 'CONNECTION_STATUS', connectionStatus: { status: 'SUCCEEDED' } }]],
  )
})

test('discover says once what can be read, and asks nobody', async () => {
  const before = cloud.requests.length
  const ended = await run('discover', { config: configFor(cloud) })
  assertClean(ended)
  assert.deepEqual(
    [ended.code, ended.messages.map(({ type }) => type), cloud.requests.length],
    [0, ['CATALOG'], before],
  )
})

test('read says records, then the state that covers them, of every stream', async () => {
  const ended = await read()
  assertClean(ended)
  assert.deepEqual([ended.code, ended.stderr], [0, ''])
  const { statuses, state, records } = heard(ended.messages)
  for (const name of STREAMS) {
    assert.deepEqual(statuses[name], ['STARTED', 'RUNNING', 'COMPLETE'])
    assert.ok(records[name]!.length > 0, name)
  }
  assert.equal(state.length, STREAMS.length)
  const counted = ended.messages.reduce(
    (sum, message) => sum + (message.type === 'STATE' ? message.state.sourceStats.recordCount : 0),
    0,
  )
  assert.equal(counted, ended.messages.filter(({ type }) => type === 'RECORD').length)
  assert.ok(ended.lines.some(line => line.includes('"recordCount": 3.0')))
  // The pattern that people know finds a stream's records.
  const found = ended.lines.filter(
    line => line.startsWith('{"type": "RECORD"') && line.includes('"stream": "repositories"'),
  )
  assert.equal(found.length, 3)
})

test('flags may be joined to their values, and files may have any name', async () => {
  const { config, catalog } = { config: configFor(cloud), catalog: catalogOf(['projects']) }
  const { child, ended } = start('read', { config, catalog })
  const files = child.spawnargs.filter(part => part.endsWith('.txt'))
  assert.equal((await ended).code, 0)
  const again = await startWith(['read', `--config=${files[0]}`, `--catalog=${files[1]}`]).ended
  assert.deepEqual([again.code, heard(again.messages).records.projects?.length], [0, 2])
})

test('a stream that fails says so, the others are read, and the end sums it up', async () => {
  cloud.faults.push({ on: /\/commits\?/, times: 1000, play: garbled })
  const ended = await read({ catalog: catalogOf(['commits', 'tags']) })
  cloud.faults.length = 0
  assertClean(ended)
  const { errors, statuses } = heard(ended.messages)
  assert.deepEqual([ended.code, statuses.commits?.at(-1), statuses.tags?.at(-1)], [1, 'INCOMPLETE', 'COMPLETE'])
  assert.deepEqual(
    errors.map(({ stream_descriptor }) => stream_descriptor?.name),
    ['commits', undefined],
  )
  assert.match(errors.at(-1)!.message, /did not sync successfully: commits/)
})

test('what it was given and cannot work with is a failure in words, and no status', async () => {
  const before = cloud.requests.length
  const ended = await read({ catalog: '{' })
  assertClean(ended)
  const { errors, records } = heard(ended.messages)
  assert.deepEqual([ended.code, errors.map(({ failure_type }) => failure_type), records], [1, ['config_error'], {}])
  assert.equal(cloud.requests.length, before)
})

test('check says FAILED of what does not work, and has done its work', async () => {
  const ended = await run('check', { config: configFor(cloud, { api_token: 'wrong-token-of-ada' }) })
  assertClean(ended, ['wrong-token-of-ada'])
  const [status] = ended.messages.flatMap(message =>
    message.type === 'CONNECTION_STATUS' ? [message.connectionStatus] : [],
  )
  assert.deepEqual([ended.code, status?.status], [0, 'FAILED'])
})

test('no secret is in any output, however much is said', async () => {
  cloud.credentials.set(`Bearer ${ACCESS_TOKEN}`, { scopes: [] })
  const config = configFor(cloud, { credentials: { auth_type: 'access_token', access_token: ACCESS_TOKEN } })
  for (const documents of [
    { config, catalog: catalogOf(STREAMS) },
    { config: configFor(cloud), catalog: catalogOf(['tags']) },
  ]) {
    const ended = await start('read', documents, { AIRBYTE_LOG_LEVEL: 'DEBUG' }).ended
    assert.ok(ended.messages.some(message => message.type === 'LOG' && message.log.level === 'DEBUG'))
    assertClean(ended, [API_TOKEN, ACCESS_TOKEN])
  }
})

test('what cannot be understood on the command line is said on standard error', async () => {
  for (const args of [['write'], ['read']]) {
    const ended = await startWith(args).ended
    assert.notEqual(ended.code, 0)
    assert.deepEqual(ended.lines.flatMap(complaintsAbout), [])
    assert.ok(ended.stderr.length > 0 || ended.messages.length > 0)
  }
})

test('SIGTERM ends it with what was read so far, and as a signal does', async () => {
  cloud.faults.push({ on: /\/tags\?/, times: 1, play: () => {} })
  const running = start('read', { config: configFor(cloud), catalog: catalogOf(['commits', 'tags']) })
  await until(() => running.output().includes('"name": "tags"') && cloud.faults[0]!.times === 0)
  running.child.kill('SIGTERM')
  const ended = await running.ended
  cloud.faults.length = 0
  assertClean(ended)
  const { statuses, state } = heard(ended.messages)
  assert.deepEqual([ended.code, ended.signal], [null, 'SIGTERM'])
  assert.deepEqual([statuses.commits?.at(-1), statuses.tags?.at(-1)], ['COMPLETE', 'INCOMPLETE'])
  assert.equal(state.length, 2)
})

test('SIGTERM ends it also while nobody takes what it says', async () => {
  const large = await openCloud({ repositories: 1, commits: 4000 })
  const running = start('read', { config: configFor(large), catalog: catalogOf(['commits']) })
  running.child.stdout!.pause()
  // It reads on until what is not taken is too much.
  for (let seen = 0; large.requests.length < 3 || seen < large.requests.length; ) {
    seen = large.requests.length
    await new Promise(resolve => setTimeout(resolve, 500))
  }
  assert.ok(large.requests.length < 30)
  running.child.kill('SIGTERM')
  const [code, signal] = await new Promise<unknown[]>(resolve => running.child.once('exit', (...how) => resolve(how)))
  running.child.stdout!.resume()
  await large.close()
  assert.deepEqual([code, signal], [null, 'SIGTERM'])
})

test('a reader that goes away ends it without a complaint', async () => {
  const large = await openCloud({ repositories: 3, commits: 800 })
  const running = start('read', { config: configFor(large), catalog: catalogOf(['commits']) })
  await until(() => running.output().length > 0)
  running.child.stdout!.destroy()
  const ended = await running.ended
  await large.close()
  assert.deepEqual([ended.code, ended.stderr], [0, ''])
})

test('the image is made of the bundle alone, and starts with it', () => {
  const text = (name: string) => readFileSync(join(PACKAGE, name), 'utf8')
  const lines = text('Dockerfile').split('\n')
  const entry = JSON.parse(lines.find(line => line.startsWith('ENTRYPOINT '))!.slice('ENTRYPOINT '.length)) as string[]
  const [, ...copied] = lines
    .find(line => line.startsWith('COPY '))!
    .split(' ')
    .filter(part => !part.startsWith('--'))
  assert.deepEqual(copied, ['dist/pail-source-bitbucket', entry[0]])
  assert.ok(lines.includes(`ENV AIRBYTE_ENTRYPOINT="${entry.join(' ')}"`))
  const { name, version } = JSON.parse(text('package.json')) as { name: string; version: string }
  assert.ok(lines.includes(`LABEL io.airbyte.version="${version}"`))
  assert.ok(text('metadata.yaml').includes(`dockerImageTag: ${version}\n`))
  assert.ok(name.endsWith('source-bitbucket'))
  // Everything is left out, and only what is copied let in again: tokens and sources stay where they are.
  const context = text('.dockerignore')
    .split('\n')
    .filter(line => line && !line.startsWith('#'))
  assert.deepEqual(context, ['*', `!${copied[0]}`])
  for (const label of ['io.airbyte.name="pail/source-bitbucket"', 'USER node'])
    assert.ok(text('Dockerfile').includes(label))
})

test('the quick test prints the five options and the five streams that people know, and then the others', async () => {
  const folder = temporary()
  await buildSource(join(folder, 'dist'))
  cpSync(join(PACKAGE, 'test_connector.mjs'), join(folder, 'test_connector.mjs'))
  writeFileSync(join(folder, 'config.json'), JSON.stringify(configFor(cloud)))
  const { code, stdout } = await printed(join(folder, 'test_connector.mjs'), join(folder, 'config.json'))
  assert.equal(code, 0)
  const readme = readFileSync(join(PACKAGE, 'README.md'), 'utf8')
  assert.ok(
    stdout.includes("Connector supports: ['workspace', 'email', 'api_token', 'start_date', 'pull_request_state']\n"),
  )
  // The page shows what is printed.
  assert.ok(readme.includes(`\n${stdout}`))
})

async function printed(...args: string[]): Promise<{ code: number; stdout: string }> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  return { code: await new Promise<number>(resolve => child.once('close', resolve)), stdout }
}

test('the catalog and the schemas beside the source are those that it tells of', () => {
  const known = (path: string) => JSON.parse(readFileSync(join(PACKAGE, path), 'utf8'))
  const { streams } = discover()
  const listed = known('integration_tests/catalog.json').streams as { stream: { name: string }; sync_mode: string }[]
  assert.deepEqual(
    listed.map(({ stream, sync_mode }) => [stream.name, sync_mode]),
    streams.map(({ name, supported_sync_modes }) => [name, supported_sync_modes.at(-1)]),
  )
  for (const { name, json_schema } of streams) assert.deepEqual(known(`schemas/${name}.json`), json_schema)
  assert.deepEqual(
    Object.keys(known('integration_tests/sample_config.json')),
    Object.keys((spec().connectionSpecification as { properties: object }).properties).slice(0, 5),
  )
})

test('a configuration with a token is nothing that git would take', async () => {
  const child = spawn('git', ['check-ignore', '-q', '--no-index', 'secrets/config.json'], {
    cwd: PACKAGE,
    stdio: 'ignore',
  })
  assert.equal(await new Promise(resolve => child.once('close', resolve)), 0)
})

async function until(isSo: () => boolean): Promise<void> {
  for (const end = Date.now() + 20_000; !isSo(); ) {
    if (Date.now() > end) throw new Error('it did not come to it')
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}
