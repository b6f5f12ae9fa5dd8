import { type TSchema, Type } from 'typebox'
import {
  choice,
  embed,
  embedAll,
  flag,
  text,
  untyped,
  uuid,
  type View,
  value,
  view,
  zuluTime,
} from '../../kernel/view.ts'
import { commitNameView } from '../commits/view.ts'
import { byUuids } from '../users/store.ts'
import { actingView } from '../users/view.ts'
import { DATUM_TYPES, type Datum } from './datum.ts'
import { MAX_DATA, REPORT_TYPES, RESULTS, type Report } from './report.ts'

const datumValue = (text: TSchema) =>
  Type.Union([Type.Boolean(), Type.Number(), text, Type.Object({ text: Type.String({ maxLength: 450 }), href: text })])

const datumView: View<Datum> = untyped<Datum>('report_data', {
  title: text(d => d.title),
  type: choice(DATUM_TYPES, d => d.type),
  value: value(datumValue(Type.String()), d => d.value),
})

export const reportView: View<Report> = view<Report>('report', {
  uuid: uuid(r => r.uuid),
  external_id: text(r => r.externalId),
  report_type: choice(REPORT_TYPES, r => r.reportType),
  title: text(r => r.title),
  details: text(r => r.details),
  reporter: text(r => r.reporter ?? undefined),
  result: choice(RESULTS, r => r.result ?? undefined),
  link: text(r => r.link ?? undefined),
  logo_url: text(r => r.logoUrl ?? undefined),
  remote_link_enabled: flag(r => r.remoteLinkEnabled),
  data: embedAll(
    () => datumView,
    r => r.data,
  ),
  created_by: embed(
    () => actingView,
    (r, { load }) => load(byUuids, r.userUuid),
  ),
  commit: embed(
    () => commitNameView,
    r => r.commit,
  ),
  created_on: zuluTime(r => r.createdOn),
  updated_on: zuluTime(r => r.updatedOn),
})

/** A text of the length that is published for titles, details and links. */
export const short = Type.String({ maxLength: 450 })
export const long = Type.String({ maxLength: 2000 })
export const orNull = <S extends Parameters<typeof Type.Optional>[0]>(schema: S) =>
  Type.Optional(Type.Union([schema, Type.Null()]))
export const oneOf = <const V extends string>(values: readonly V[]) => Type.Union(values.map(one => Type.Literal(one)))

export const reportInput = Type.Object({
  title: Type.String({ minLength: 1, maxLength: 450 }),
  details: long,
  report_type: oneOf(REPORT_TYPES),
  reporter: orNull(short),
  result: orNull(oneOf(RESULTS)),
  link: orNull(long),
  logo_url: orNull(long),
  remote_link_enabled: orNull(Type.Boolean()),
  data: orNull(
    Type.Array(
      Type.Object({
        title: Type.String({ minLength: 1, maxLength: 450 }),
        type: orNull(oneOf(DATUM_TYPES)),
        value: datumValue(long),
      }),
      { maxItems: MAX_DATA },
    ),
  ),
})
