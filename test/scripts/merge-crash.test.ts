import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { startPostgres } from '@pail/db/testing'
import { ADMIN_TOKEN, git, type PailProcess, startPail, temporary } from '@pail/testkit'
import { Client } from 'pg'

/** How often each process is killed; more of them take longer and find more. */
const KILLS = Number(process.env.PAIL_TEST_KILLS ?? 3)
/** Merges that go on at once. */
const ABREAST = 3
const STRATEGIES = [
  'merge_commit',
  'squash',
  'rebase_fast_forward',
  'rebase_merge',
  'fast_forward',
  'squash_fast_forward',
]
const repository = '/2.0/repositories/demo/crash'

const headers = { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' }
// biome-ignore lint/suspicious/noExplicitAny: a test says itself what it expects to find
type Said = { status: number; body: any; location: string | null }

async function call(pail: PailProcess, method: string, path: string, body?: object): Promise<Said> {
  const answer = await fetch(pail.origin + path, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  const text = await answer.text()
  return { status: answer.status, body: text && JSON.parse(text), location: answer.headers.get('location') }
}

/** A pull request, and what was said when it was merged; undefined where the line was cut. */
interface Attempt {
  id: number
  strategy: string
  said?: Said | undefined
}

interface Field {
  pail: PailProcess
  settings: Record<string, string>
  work: string
  attempts: Attempt[]
}

const remote = ({ pail }: Field) => `${pail.origin.replace('://', `://x-token-auth:${ADMIN_TOKEN}@`)}/demo/crash.git`

async function openField(settings: Record<string, string> = {}): Promise<Field> {
  const pail = await startPail(settings)
  await call(pail, 'POST', repository, {})
  const field = { pail, settings, work: temporary(), attempts: [] }
  await git(field.work, 'init', '-q', '-b', 'main')
  await git(field.work, 'commit', '-q', '--allow-empty', '-m', 'first')
  await git(field.work, 'push', '-q', remote(field), 'main')
  return field
}

/** Pull requests off what the destination is now, each with two commits and a file of its own. */
async function open(field: Field): Promise<Attempt[]> {
  const { pail, work, attempts } = field
  await git(work, 'fetch', '-q', remote(field), 'main')
  const names = Array.from({ length: ABREAST }, (_, at) => `topic-${attempts.length + at}`)
  const base = await git(work, 'rev-parse', 'FETCH_HEAD')
  const input = names.flatMap(name => [commit(name, 'one', `from ${base}\n`), commit(name, 'two', '')]).join('')
  execFileSync('git', ['fast-import', '--quiet', '--date-format=now'], { cwd: work, input })
  await git(work, 'push', '-q', remote(field), ...names)
  for (const name of names) {
    const wish = { title: name, source: { branch: { name } }, close_source_branch: true }
    const { status, body } = await call(pail, 'POST', `${repository}/pullrequests`, wish)
    assert.equal(status, 201, JSON.stringify(body))
    attempts.push({ id: body.id, strategy: strategyAt(attempts.length) })
  }
  return attempts.slice(-ABREAST)
}

const commit = (name: string, text: string, from: string) => {
  const said = `${name} ${text}\n`
  const person = 'committer Ada <ada@example.com> now\n'
  const file = `M 100644 inline ${name}.txt\ndata ${text.length}\n${text}\n`
  return `commit refs/heads/${name}\n${person}data ${said.length}\n${said}${from}${file}\n`
}

/** Each of them comes first at times, and each is one that nobody waits for at times. */
const strategyAt = (place: number): string =>
  STRATEGIES[(place + Math.floor(place / ABREAST)) % STRATEGIES.length] ?? 'merge_commit'

/** All at once; every third is not waited for. */
const mergeAll = ({ pail }: Field, attempts: readonly Attempt[]) =>
  Promise.all(
    attempts.map(async attempt => {
      const path = `${repository}/pullrequests/${attempt.id}/merge${attempt.id % 3 === 0 ? '?async=true' : ''}`
      attempt.said = await call(pail, 'POST', path, { merge_strategy: attempt.strategy }).catch(() => undefined)
    }),
  )

/** How long such merges take when nobody is killed. */
async function undisturbed(field: Field): Promise<number> {
  const attempts = await open(field)
  const from = performance.now()
  await mergeAll(field, attempts)
  return performance.now() - from
}

/** As if the times were over for which a killed process had taken what it was at. */
async function letLeasesEnd(field: Field): Promise<void> {
  const long = "'2020-01-01T00:00:00.000Z'"
  await sql(field, `UPDATE events SET locked_until = ${long} WHERE handled_on IS NULL`)
  await sql(field, `UPDATE jobs SET locked_until = ${long}, run_after = ${long}`)
  await sql(field, `UPDATE pull_request_merges SET alive_until = ${long} WHERE state = 'PENDING'`)
}

/** Asks the database itself, past the server. */
async function sql<T>({ pail, settings }: Field, text: string): Promise<T[]> {
  if (settings.PAIL_DATABASE_URL) {
    const client = new Client({ connectionString: settings.PAIL_DATABASE_URL })
    await client.connect()
    return client
      .query(text)
      .then(({ rows }) => rows as T[])
      .finally(() => client.end())
  }
  const database = new DatabaseSync(join(pail.data, 'pail.db'))
  const found = database.prepare(text).all() as T[]
  database.close()
  return found
}

/** Asking again is what people do; afterwards nothing is under way any more. */
async function askAgain(field: Field): Promise<void> {
  const { pail, attempts } = field
  for (const { id, strategy } of attempts) {
    const { status, body } = await call(pail, 'POST', `${repository}/pullrequests/${id}/merge`, {
      merge_strategy: strategy,
    })
    assert.ok([200, 400].includes(status), `${id} ${strategy}: ${status} ${JSON.stringify(body)}`)
  }
  const open = async () => (await sql(field, 'SELECT id FROM events WHERE handled_on IS NULL')).length
  for (let tries = 0; (await open()) > 0; tries++) {
    assert.ok(tries < 200, 'events wait for ever')
    await wait(50)
  }
}

interface Change {
  ref: string
  old: string | null
  new: string | null
}

/** Whoever was told that it was merged was told the truth, and what the refs say is what the rows say. */
async function compare(field: Field): Promise<void> {
  await field.pail.stop()
  await letLeasesEnd(field)
  field.pail = await startPail(field.settings, field.pail.data)
  await askAgain(field)
  const { pail, attempts } = field
  const copy = join(temporary(), 'copy')
  await git('/', 'clone', '-q', '--mirror', remote(field), copy)
  await git(copy, 'fsck', '--full', '--strict')
  const files = new Set((await git(copy, 'ls-tree', '--name-only', 'main')).split('\n'))
  const history = (await git(copy, 'log', '--format=%H', 'main')).split('\n')
  const branches = new Set((await git(copy, 'for-each-ref', '--format=%(refname:short)')).split('\n'))
  const states: Record<string, number> = {}
  for (const [at, { id, strategy, said }] of attempts.entries()) {
    const { body } = await call(pail, 'GET', `${repository}/pullrequests/${id}`)
    const about = `${id} ${strategy} ${JSON.stringify(said)?.slice(0, 300)}`
    states[body.state] = (states[body.state] ?? 0) + 1
    assert.equal(files.has(`topic-${at}.txt`), body.state === 'MERGED', about)
    const made = await git(copy, 'log', '--no-merges', '--format=%s', 'main', '--', `topic-${at}.txt`)
    const commits = made === '' ? 0 : made.split('\n').length
    const told = await git(copy, 'log', '--format=%H', '--fixed-strings', `--grep=(pull request #${id})`, 'main')
    assert.ok(told.split('\n').length === 1, `${about} was merged twice`)
    if (body.state === 'MERGED') {
      assert.ok(history.includes(body.merge_commit.hash), about)
      assert.equal(body.closed_by?.nickname, 'admin', about)
      assert.equal(commits, strategy.startsWith('squash') ? 1 : 2, about)
      assert.ok(!branches.has(`topic-${at}`), about)
    } else {
      assert.equal(body.state, 'OPEN', about)
      assert.equal(commits, 0, about)
      assert.ok(branches.has(`topic-${at}`), about)
      assert.match(strategy, /fast_forward/, about)
    }
    if (said?.status === 200) assert.equal(said.body.merge_commit.hash, body.merge_commit?.hash, about)
    if (said?.location) {
      const task = await call(pail, 'GET', new URL(said.location).pathname)
      if (task.status === 200) assert.deepEqual([task.body.task_status, body.state], ['SUCCESS', 'MERGED'], about)
      else assert.ok([400, 409, 503].includes(task.status), `${about}: ${JSON.stringify(task)}`)
    }
  }
  assert.ok((states.MERGED ?? 0) > attempts.length / 2, JSON.stringify(states))
  await pail.stop()
  await compareEvents(field, await git(copy, 'rev-parse', 'main'))
}

/** Each end was told once, and what was told of the destination leads from its first commit to its last without a gap. */
async function compareEvents(field: Field, tip: string): Promise<void> {
  const ends = await sql<{ payload: string }>(field, "SELECT payload FROM events WHERE key = 'pullrequest:fulfilled'")
  const told = ends.map(({ payload }) => (JSON.parse(payload) as { pull_request: number }).pull_request)
  const closed = await sql<{ id: number }>(field, "SELECT id FROM pull_requests WHERE state = 'MERGED'")
  const merged = closed.map(({ id }) => id)
  assert.deepEqual(told.toSorted(), merged.toSorted())
  assert.ok(field.attempts.length >= merged.length)
  const pushes = await sql<{ payload: string }>(field, "SELECT payload FROM events WHERE key = 'repo:push'")
  const steps = pushes
    .flatMap(({ payload }) => (JSON.parse(payload) as { changes: Change[] }).changes)
    .filter(({ ref }) => ref === 'refs/heads/main')
  const next = new Map(steps.map(step => [step.old, step.new]))
  assert.equal(next.size, steps.length, 'a step was told twice')
  let at: string | null = null
  for (let count = 0; count < steps.length; count++) at = next.get(at) ?? assert.fail(`no step from ${at}`)
  assert.equal(at, tip)
  assert.deepEqual(await sql(field, 'SELECT * FROM ref_intents'), [])
  assert.deepEqual(await sql(field, "SELECT * FROM pull_request_merges WHERE state = 'PENDING'"), [])
}

async function killServer(field: Field, kills: number): Promise<void> {
  const ms = await undisturbed(field)
  for (let turn = 0; turn < kills; turn++) {
    const merging = mergeAll(field, await open(field))
    await wait(Math.random() * ms * 1.2)
    await field.pail.stop('SIGKILL')
    await merging
    field.pail = await startPail(field.settings, field.pail.data)
  }
  await compare(field)
}

test('killing the API process at any moment of merges leaves each pull request open or merged', async () => {
  await killServer(await openField(), KILLS)
})

test('the same on PostgreSQL', async () => {
  const server = await startPostgres()
  await killServer(await openField({ PAIL_DATABASE_URL: server.url }), Math.ceil(KILLS / 2))
  await server.stop()
})

test('killing the git node, or every git that is at work, leaves each pull request open or merged', async () => {
  const field = await openField()
  const ms = await undisturbed(field)
  for (let turn = 0; turn < KILLS * 2; turn++) {
    const merging = mergeAll(field, await open(field))
    await wait(Math.random() * ms * 1.2)
    for (const pid of turn % 2 === 0 ? [nodeOf(field)] : gitsOf(field)) end(pid)
    await merging
    await untilServing(field)
  }
  await compare(field)
})

const nodeOf = ({ pail }: Field) =>
  Number(
    execFileSync('pgrep', ['-P', `${pail.child.pid}`, '-f', 'git-node/src/main'], { encoding: 'utf8' }).split('\n')[0],
  )

/** The processes that work on the repositories, by what their environment says. */
const gitsOf = ({ pail }: Field) =>
  readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && environmentOf(name).includes(`GIT_DIR=${pail.data}`))
    .map(Number)

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1')
  } catch {
    return ''
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

async function untilServing({ pail }: Field): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if ((await call(pail, 'GET', `${repository}/refs/branches/main`)).status === 200) return
    await wait(50)
  }
  assert.fail('the git node did not come back')
}
