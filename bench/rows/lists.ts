import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Database, openSqlite } from '@pail/db'
import { explain, fullScans } from '@pail/db/testing'
import { parseQuery, parseSort } from '@pail/query-language'
import type { Tables } from '@pail/server/db/tables/index'
import { finding } from '@pail/server/resources/repositories/listing'
import { ADMIN_TOKEN, startPail, temporary } from '@pail/testkit'
import { type Loaded, load, request } from '../load.ts'
import { fill, type ManyRepositories } from '../many-repositories.ts'
import type { Finding } from '../report.ts'
import { at, type Effort, inTurns, median, round, timed } from '../rounds.ts'
import { QUESTIONS, type Question } from './list-questions.ts'

/** Pages of 50 of a workspace with very many repositories, as its owner and as a member with a few sees them. */
export async function measureLists({ repositories, rounds, seconds }: Effort): Promise<Finding[]> {
  const data = temporary('pail-lists-')
  await (await startPail({}, data)).stop()
  const file = join(data, 'pail.db')
  const many = await fill(file, repositories)
  const pail = await startPail({ PAIL_LOG: 'error' }, data)
  const bare = new DatabaseSync(file, { readOnly: true })
  const database = openSqlite<Tables>(file)
  const findings: Finding[] = []
  for (const question of QUESTIONS) {
    const scans = await scansOf(database, many, question)
    const ask = (secret: string) => () => load({ ...asked(pail.origin, question, secret), seconds: seconds / 4 })
    const [ours, theirs] = await inTurns<number>(
      rounds,
      async () => (await ask(ADMIN_TOKEN)()).p50,
      () => bareSql(bare, many, question),
    )
    const member: Loaded = await ask(many.member.secret)()
    findings.push(judged(question, { ours: median(ours), theirs: median(theirs), member, scans }, repositories))
  }
  bare.close()
  await database.close()
  await pail.stop()
  return findings
}

function judged(
  { what, goalMs, led }: Question,
  { ours, theirs, member, scans }: { ours: number; theirs: number; member: Loaded; scans: string[] },
  count: number,
): Finding {
  const plan = scans.length === 0 ? 'the plan goes through no repositories' : `the plan: ${scans.join('; ')}`
  return {
    what: `list of 50 among ${count} repositories, ${what}`,
    ours: `p50 ${round(ours, 1)} ms; for a member of three projects ${round(member.p50, 1)} ms`,
    against: `p50 ${round(theirs, 1)} ms (bare SQL: the page and the count)`,
    ratio: ours / theirs,
    goal: `p50 <= ${goalMs} ms${led ? ', no scan in the plan' : ''}`,
    met: ours <= goalMs && member.p50 <= goalMs && !(led && scans.length > 0),
    ...(led && { note: plan }),
  }
}

function asked(origin: string, { q, sort }: Question, secret: string) {
  const query = new URLSearchParams({ pagelen: '50', ...(q && { q }), ...(sort && { sort }) })
  const headers = { authorization: `Bearer ${secret}` }
  return { origin, requests: [request(origin, `/2.0/repositories/demo?${query}`, headers)], connections: 1 }
}

/** What an API cannot do without: the rows with those they name, and how many there are. */
async function bareSql(bare: DatabaseSync, { workspace, project }: ManyRepositories, { where, order }: Question) {
  const values = where.includes('$project') ? { $project: project.uuid } : { $workspace: workspace.uuid }
  const page = bare.prepare(`select r.*, w.*, p.* from (select uuid from repositories r where ${where}
    order by ${order} limit 50) found join repositories r using (uuid)
    join workspaces w on w.uuid = r.workspace_uuid join projects p on p.uuid = r.project_uuid`)
  const count = bare.prepare(`select count(*) from repositories r where ${where}`)
  const times: number[] = []
  for (let turn = 0; turn < 20; turn++) times.push(await timed(async () => [page.all(values), count.get(values)]))
  return at(times, 0.5)
}

async function scansOf(
  database: Database<Tables>,
  { workspace, member }: ManyRepositories,
  { q = '', sort = '' }: Question,
) {
  const filter = { query: parseQuery(q), sort: parseSort(sort) }
  const query = await finding(database.reader, member, { workspace }, filter)
  const counting = query
    .clearSelect()
    .clearOrderBy()
    .select(({ fn }) => fn.countAll().as('size'))
  const plans = [await explain(database, query.limit(50)), await explain(database, counting)]
  // Tables of a hundred rows are sooner read whole than looked up in.
  return plans.flatMap(fullScans).filter(step => /repositories|held/.test(step))
}
