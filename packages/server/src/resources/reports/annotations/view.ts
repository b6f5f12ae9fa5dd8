import { Type } from 'typebox'
import { choice, count, text, uuid, type View, view, zuluTime } from '../../../kernel/view.ts'
import { long, oneOf, orNull } from '../view.ts'
import { ANNOTATION_TYPES, type Annotation, MAX_AT_ONCE, RESULTS, SEVERITIES } from './annotation.ts'

export const annotationView: View<Annotation> = view<Annotation>('report_annotation', {
  uuid: uuid(a => a.uuid),
  external_id: text(a => a.externalId),
  annotation_type: choice(ANNOTATION_TYPES, a => a.annotationType),
  summary: text(a => a.summary),
  details: text(a => a.details ?? undefined),
  result: choice(RESULTS, a => a.result ?? undefined),
  severity: choice(SEVERITIES, a => a.severity ?? undefined),
  path: text(a => a.path ?? undefined),
  line: count(a => a.line),
  link: text(a => a.link ?? undefined),
  created_on: zuluTime(a => a.createdOn),
  updated_on: zuluTime(a => a.updatedOn),
})

const said = {
  annotation_type: oneOf(ANNOTATION_TYPES),
  summary: Type.String({ minLength: 1, maxLength: 450 }),
  details: orNull(long),
  result: orNull(oneOf(RESULTS)),
  severity: orNull(oneOf(SEVERITIES)),
  path: orNull(Type.String({ maxLength: 4096 })),
  line: orNull(Type.Integer({ minimum: 0, maximum: 2_147_483_647 })),
  link: orNull(long),
}

export const annotationInput = Type.Object(said)

/** Several at once name themselves, as no address does. */
export const annotationsInput = Type.Array(
  Type.Object({ external_id: Type.String({ minLength: 1, maxLength: 450 }), ...said }),
  { minItems: 1, maxItems: MAX_AT_ONCE },
)
