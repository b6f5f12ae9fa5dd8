import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ADMIN_TOKEN, startPail, temporary } from '@pail/testkit'
import type { Finding } from '../report.ts'
import { at, type Effort, round, timed } from '../rounds.ts'

const TIMES = 30
const headers = { authorization: `Bearer ${ADMIN_TOKEN}` }

interface Question {
  what: string
  query: string
  /** The rows of such a page and nothing else, for comparison. */
  sql: string
  goalMs: number
}

const PAGE = 'select * from repositories r where r.workspace_uuid = $workspace'
const QUESTIONS: readonly Question[] = [
  {
    what: 'of one project, newest change first',
    query: 'q=project.key="HALF"&sort=-updated_on',
    sql: 'select * from repositories r where r.project_uuid = $project order by r.updated_on desc, r.uuid desc limit 50',
    goalMs: 5,
  },
  {
    what: 'whose name holds a text',
    query: 'q=name~"77"',
    sql: `${PAGE} and r.name like '%77%' order by r.created_on, r.uuid limit 50`,
    goalMs: 150,
  },
  { what: 'by size', query: 'sort=-size', sql: `${PAGE} order by r.size desc, r.uuid desc limit 50`, goalMs: 150 },
]

/** Pages of 50 of a workspace with very many repositories, as its owner sees them; against the bare SQL. */
export async function measureLists({ repositories }: Effort): Promise<Finding[]> {
  const data = temporary('pail-lists-')
  const first = await startPail({}, data)
  await fetch(`${first.origin}/2.0/workspaces/demo/projects`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: '{"key":"HALF","name":"Half"}',
  })
  await fetch(`${first.origin}/2.0/repositories/demo/seed`, { method: 'POST', headers })
  await first.stop()
  const file = join(data, 'pail.db')
  const ids = fill(file, repositories)
  const pail = await startPail({ PAIL_LOG: 'error' }, data)
  const bare = new DatabaseSync(file, { readOnly: true })
  const findings: Finding[] = []
  for (const question of QUESTIONS) findings.push(await ask(pail.origin, bare, ids, question, repositories))
  bare.close()
  await pail.stop()
  return findings
}

type Ids = { workspace: string; project: string }

async function ask(
  origin: string,
  bare: DatabaseSync,
  { workspace, project }: Ids,
  { what, query, sql, goalMs }: Question,
  count: number,
): Promise<Finding> {
  const url = `${origin}/2.0/repositories/demo?pagelen=50&${encodeURI(query)}`
  const ours: number[] = []
  const theirs: number[] = []
  const statement = bare.prepare(sql)
  const values = sql.includes('$project') ? { $project: project } : { $workspace: workspace }
  for (let turn = 0; turn < TIMES; turn++) {
    ours.push(await timed(async () => (await fetch(url, { headers })).arrayBuffer()))
    theirs.push(await timed(async () => statement.all(values)))
  }
  const p50 = at(ours, 0.5)
  return {
    what: `list of 50 among ${count} repositories, ${what}`,
    ours: `p50 ${round(p50, 1)} ms, p99 ${round(at(ours, 0.99), 1)} ms`,
    against: `p50 ${round(at(theirs, 0.5), 1)} ms (the rows alone, in SQL)`,
    goal: `p50 <= ${goalMs} ms`,
    met: p50 <= goalMs,
  }
}

/** Copies the one repository as often as wanted, every second one into the project, all with dates of their own. */
function fill(file: string, count: number): Ids {
  const database = new DatabaseSync(file)
  const seed = database.prepare("select * from repositories where slug = 'seed'").get() as Record<
    string,
    string | number | null
  >
  const { uuid: half } = database.prepare("select uuid from projects where key = 'HALF'").get() as { uuid: string }
  const names = Object.keys(seed)
  const insert = database.prepare(
    `insert into repositories (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
  )
  database.exec('begin')
  for (let number = 0; number < count; number++) {
    const at = new Date(Date.UTC(2020, 0, 1) + number * 60_000).toISOString()
    const own = {
      uuid: crypto.randomUUID(),
      slug: `repository-${number}`,
      name: `repository-${number}`,
      created_on: at,
      updated_on: at,
      size: (number * 7919) % 1_000_003,
    }
    const row = { ...seed, ...own, ...(number % 2 && { project_uuid: half }) }
    insert.run(...names.map(name => row[name as keyof typeof row] as string | number | null))
  }
  database.exec('commit; analyze')
  database.close()
  return { workspace: String(seed.workspace_uuid), project: half }
}
