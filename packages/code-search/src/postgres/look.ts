import type { Candidate, Look, Looked } from '../search/candidates.ts'
import { knownFiles } from './known-files.ts'
import { lend, type Pool } from './pool.ts'
import { standingOfRow } from './ranked.ts'
import { idsOf } from './sets.ts'
import { newStatement, type Statement } from './statement.ts'
import { wellFormed } from './terms.ts'

/** Asks the index with one statement, so that nothing changes between its parts. */
export const look = (pool: Pool, ask: Look): Promise<Looked> =>
  lend(pool, ask.signal, async client => {
    const statement = newStatement()
    const scope = scopeOf(ask, statement)
    const context = { statement, how: ask.how }
    const { sure, maybe } = knownFiles(ask.query, context)
    const sets = { sure: idsOf(sure, statement), maybe: idsOf(maybe, statement) }
    const text = textOf(statement, { scope, sets, standing: standingOfRow(ask.query, context), ask })
    const { rows } = await client.query(text, statement.values)
    return lookedOf(rows[0])
  })

/** The branches that are searched: the main ones, or those that the name or glob asks for. */
function scopeOf({ repositories, branch }: Look, statement: Statement): string {
  const within = `select id from pail_search.branches where repository = any(${statement.value(repositories)}::text[])`
  return `${within} and ${branch === undefined ? 'is_main' : `branch like ${statement.value(patternOf(branch))}`}`
}

const patternOf = (glob: string): string =>
  wellFormed(glob)
    .replace(/[\\%_]/g, sign => `\\${sign}`)
    .replaceAll('*', '%')
    .replaceAll('?', '_')

interface Parts {
  scope: string
  sets: { sure: string; maybe: string }
  standing: string
  ask: Look
}

const textOf = (statement: Statement, { scope, sets, standing, ask }: Parts): string => {
  const listed = (isSure: boolean, most: number) => `
    select coalesce(json_agg(to_json(row)), '[]') from (
      select b.repository, b.branch, b.commit, r.path, r.oid, r.standing,
        exists (select 1 from pail_search.contents c where c.id = r.content_id and c.folded is not null) as "hasText"
      from ranked r join pail_search.branches b on b.id = r.branch_id
      where ${isSure ? '' : 'not '}r.is_sure
      order by r.standing desc, b.repository, b.branch, r.path limit ${statement.value(most)}::integer
    ) row`
  const [sure, doubtful] = [listed(true, ask.sure), listed(false, ask.doubtful)]
  return `with scope as materialized (${scope}), ${statement.preamble().replace(/^with /, '')},
  found as (${
    sets.sure === sets.maybe
      ? `select id, true as is_sure from ${sets.sure}`
      : `select id, true as is_sure from ${sets.sure} union all (select id, false from ${sets.maybe} except select id, false from ${sets.sure})`
  }),
  ranked as materialized (
    select f.branch_id, f.path, f.oid, f.content_id, found.is_sure, ${standing} as standing
    from found join pail_search.files f on f.id = found.id
  )
  select (select count(*)::integer from ranked where is_sure) as "sureCount", (${sure}) as sure,
    (select count(*)::integer from ranked where not is_sure) as "doubtfulCount", (${doubtful}) as doubtful`
}

interface Row {
  sureCount: number
  sure: Candidate[]
  doubtfulCount: number
  doubtful: Candidate[]
}

const lookedOf = ({ sureCount, sure, doubtfulCount, doubtful }: Row): Looked => ({
  sure: { count: sureCount, files: sure },
  doubtful: { count: doubtfulCount, files: doubtful },
})
