import { invalid } from '@pail/failures'
import type { AnnotationRow } from '../../../db/tables/index.ts'
import { asLink } from '../report.ts'

export const ANNOTATION_TYPES: readonly AnnotationRow['annotation_type'][] = ['VULNERABILITY', 'CODE_SMELL', 'BUG']
export const RESULTS: readonly NonNullable<AnnotationRow['result']>[] = ['PASSED', 'FAILED', 'SKIPPED', 'IGNORED']
export const SEVERITIES: readonly NonNullable<AnnotationRow['severity']>[] = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW']

/** Limits as published. */
export const MAX_ANNOTATIONS = 1000
export const MAX_AT_ONCE = 100

/** What a report says of one place in the code, or of all of it. */
export interface Annotation {
  uuid: string
  /** Of its maker's choice, one of its kind in the report. */
  externalId: string
  annotationType: AnnotationRow['annotation_type']
  summary: string
  details: string | null
  result: AnnotationRow['result']
  severity: AnnotationRow['severity']
  path: string | null
  /** 0 is above the first one. */
  line: number
  link: string | null
  createdOn: string
  updatedOn: string
}

/** What may be said of an annotation; what is left out is not kept of the one before either. */
export interface AnnotationInput {
  annotation_type: AnnotationRow['annotation_type']
  summary: string
  details?: string | null
  result?: AnnotationRow['result']
  severity?: AnnotationRow['severity']
  path?: string | null
  line?: number | null
  link?: string | null
}

/** What stays the same however often an annotation is made again. */
export type Origin = Pick<Annotation, 'uuid' | 'externalId' | 'createdOn'>

export const newAnnotation = (origin: Origin, input: AnnotationInput, at: string): Annotation => ({
  uuid: origin.uuid,
  externalId: origin.externalId,
  createdOn: origin.createdOn,
  annotationType: input.annotation_type,
  summary: input.summary,
  details: input.details ?? null,
  result: input.result ?? null,
  severity: input.severity ?? null,
  path: input.path || null,
  line: input.line ?? 0,
  link: asLink(input.link, 'link'),
  updatedOn: at,
})

/** Two with one id in one request would have no order. */
export function refuseRepeated(ids: readonly string[]): void {
  const repeated = ids.find((id, place) => ids.indexOf(id) !== place)
  if (repeated === undefined) return
  const complaint = `${repeated.slice(0, 100)} is there twice`
  throw invalid('external_id', complaint)
}
