import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { hasZoekt } from '@pail/code-search/testing'
import { testDatabaseUrl } from '@pail/db/testing'
import { ADMIN_TOKEN, type PailProcess, startPail } from '@pail/testkit'
import { emptyCopy, nameOf, pushFiles } from '../../packages/server/src/resources/search/code/testing.ts'

/** Longer than anything here takes on a machine that is busy. */
const PATIENCE_MS = 60_000
const MAIN = 'HEAD:refs/heads/main'

if (hasZoekt()) {
  let pail: PailProcess
  let settings: Record<string, string>
  let work: string
  before(async () => {
    const url = await testDatabaseUrl()
    settings = { PAIL_SEARCH: 'zoekt', ...(url && { PAIL_DATABASE_URL: url }) }
    pail = await startPail(settings)
    await send('POST', '/2.0/repositories/admin/site')
    work = await emptyCopy()
  })
  after(() => pail.stop())

  const send = (method: string, path: string) =>
    fetch(pail.origin + path, { method, headers: { authorization: `Bearer ${ADMIN_TOKEN}` } })
  const push = (files: Record<string, string>) =>
    pushFiles(work, files, `${pail.origin.replace('://', `://x-token-auth:${ADMIN_TOKEN}@`)}/admin/site.git`, MAIN)
  const ask = (query: string) => send('GET', `/2.0/workspaces/admin/search/code?search_query=${query}`)

  async function find(query: string): Promise<string[]> {
    const answer = await ask(query)
    // A search that cannot be answered now says so.
    if (answer.status !== 200) return [`status ${answer.status}`]
    const { values } = (await answer.json()) as { values: { file: { links: { self: { href: string } } } }[] }
    return values.map(one => nameOf(one.file.links.self.href)).sort()
  }

  /** Waits until a search finds just this. */
  async function finds(query: string, expected: string[]): Promise<void> {
    const until = Date.now() + PATIENCE_MS
    let found = await find(query)
    while (String(found) !== String(expected) && Date.now() < until) {
      await new Promise(resolve => setTimeout(resolve, 50))
      found = await find(query)
    }
    assert.deepEqual(found, expected)
  }

  const shards = () => join(pail.data, 'zoekt', 'shards')
  const countShards = () =>
    existsSync(shards()) ? readdirSync(shards()).filter(name => name.endsWith('.zoekt')).length : 0
  /** The processes of the webserver that serves this data directory. */
  const webservers = (): number[] =>
    readdirSync('/proc')
      .filter(name => /^\d+$/.test(name) && commandOf(name).startsWith(`zoekt-webserver -index ${pail.data}/`))
      .map(Number)
  const commandOf = (pid: string): string => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        .replaceAll('\0', ' ')
        .replace(/^\S*\//, '')
    } catch {
      return ''
    }
  }

  async function areRunning(count: number): Promise<void> {
    const until = Date.now() + PATIENCE_MS
    while (webservers().length !== count && Date.now() < until) await new Promise(resolve => setTimeout(resolve, 20))
    assert.equal(webservers().length, count)
  }

  test('what is pushed is found, and what is pushed over it', async () => {
    await push({ 'a.ts': 'export const alpha = "one two"\n' })
    await finds('alpha', ['admin/site:a.ts'])
    assert.deepEqual(await find('"one two" ext:ts'), ['admin/site:a.ts'])
    await push({ 'a.ts': 'export const beta = 1\n', 'b.ts': 'beta()\n' })
    await finds('beta', ['admin/site:a.ts', 'admin/site:b.ts'])
    assert.deepEqual(await find('alpha'), [])
  })

  test('a webserver that was killed, and shards that were deleted, are there again', async () => {
    for (const pid of webservers()) process.kill(pid, 'SIGKILL')
    await finds('beta', ['admin/site:a.ts', 'admin/site:b.ts'])
    rmSync(shards(), { recursive: true })
    // The webserver may know them a moment longer.
    for (const until = Date.now() + PATIENCE_MS; countShards() === 0 && Date.now() < until; )
      await finds('beta', ['admin/site:a.ts', 'admin/site:b.ts'])
    assert.ok(countShards() > 0)
    await finds('beta', ['admin/site:a.ts', 'admin/site:b.ts'])
  })

  test('a Pail that was killed leaves no webserver behind, and finds all when it is there again', async () => {
    await areRunning(1)
    await pail.stop('SIGKILL')
    await areRunning(0)
    pail = await startPail(settings, pail.data)
    await finds('beta', ['admin/site:a.ts', 'admin/site:b.ts'])
  })
}
