import { randomUUID } from 'node:crypto'
import { Invalid } from '@pail/failures'
import type { Db } from '../../db/tables/index.ts'
import type { Known } from '../../kernel/actor.ts'
import { now } from '../../kernel/clock.ts'
import type { CommitName } from '../commits/commit.ts'
import { MAX_REPORTS, newReport, type Report, type ReportInput } from './report.ts'
import * as store from './store.ts'

/** The longest id that a report or an annotation can be given. */
const MAX_ID = 450

/** Makes the report with this id, or puts another in its place; what it says of lines stays. */
export async function makeReport(
  tx: Db,
  { commit, id, actor }: { commit: CommitName; id: string; actor: Known },
  input: ReportInput,
): Promise<Report> {
  const at = now()
  const before = await store.seek(tx, commit, id)
  if (!before && (await store.count(tx, commit)) >= MAX_REPORTS)
    throw new Invalid(`A commit has at most ${MAX_REPORTS} reports.`)
  const origin = before ?? { uuid: randomUUID(), commit, externalId: asId(id), userUuid: actor.uuid, createdOn: at }
  return store.save(tx, newReport(origin, input, at))
}

/** An id as a path gives it. */
export function asId(id: string): string {
  if (id.length <= MAX_ID && !/\0/.test(id) && id.isWellFormed()) return id
  throw new Invalid(`external_id: not an id of at most ${MAX_ID} characters`)
}
