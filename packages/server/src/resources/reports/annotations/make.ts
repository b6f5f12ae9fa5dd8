import { randomUUID } from 'node:crypto'
import { Invalid } from '@pail/failures'
import type { Db } from '../../../db/tables/index.ts'
import { now } from '../../../kernel/clock.ts'
import { asId } from '../make.ts'
import type { Report } from '../report.ts'
import * as reports from '../store.ts'
import { type Annotation, type AnnotationInput, MAX_ANNOTATIONS, newAnnotation, refuseRepeated } from './annotation.ts'
import * as store from './store.ts'

/** Several at once, each in the place of the one that has its id; all of them are kept or none. */
export async function annotate(
  tx: Db,
  report: Report,
  inputs: readonly (AnnotationInput & { external_id: string })[],
): Promise<Annotation[]> {
  const at = now()
  const ids = inputs.map(one => one.external_id)
  refuseRepeated(ids)
  // Whoever annotates the same report waits here, so that counting counts.
  await reports.touch(tx, report, at)
  const before = await store.byExternalIds(tx, report, ids)
  await refuseMany(tx, report, ids.length - before.size)
  const made: Annotation[] = []
  for (const input of inputs) {
    const origin = before.get(input.external_id) ?? fresh(input.external_id, at)
    made.push(await store.save(tx, report, newAnnotation(origin, input, at)))
  }
  return made
}

/** One, by the id in its address, whichever of the two it is. */
export async function annotateOnce(tx: Db, report: Report, id: string, input: AnnotationInput): Promise<Annotation> {
  const at = now()
  await reports.touch(tx, report, at)
  const before = await store.seek(tx, report, id)
  if (!before) await refuseMany(tx, report, 1)
  return store.save(tx, report, newAnnotation(before ?? fresh(asId(id), at), input, at))
}

const fresh = (externalId: string, createdOn: string) => ({ uuid: randomUUID(), externalId, createdOn })

async function refuseMany(tx: Db, report: Report, more: number): Promise<void> {
  if ((await store.count(tx, report)) + more > MAX_ANNOTATIONS)
    throw new Invalid(`A report has at most ${MAX_ANNOTATIONS} annotations.`)
}
