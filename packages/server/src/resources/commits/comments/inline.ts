import { type Static, Type } from 'typebox'
import { count, type Member, text } from '../../../kernel/view.ts'

/** The place in a file that a comment is about: lines of its old and its new version, the first of several apart. */
export interface Inline {
  path: string
  from: number | null
  to: number | null
  startFrom: number | null
  startTo: number | null
}

const line = Type.Optional(Type.Union([Type.Integer({ minimum: 1, maximum: 2_147_483_647 }), Type.Null()]))

/** The members by which a place is given. */
export const inlineMembers = {
  path: Type.String({ minLength: 1, maxLength: 4096 }),
  from: line,
  to: line,
  start_from: line,
  start_to: line,
}

export const inlineInput = Type.Object(inlineMembers)

export const asInline = ({ path, from, to, start_from, start_to }: Static<typeof inlineInput>): Inline => ({
  path,
  from: from ?? null,
  to: to ?? null,
  startFrom: start_from ?? null,
  startTo: start_to ?? null,
})

/** The members by which a place is shown. */
export const inlineShown: Record<string, Member<Inline>> = {
  from: count(i => i.from),
  to: count(i => i.to),
  start_from: count(i => i.startFrom),
  start_to: count(i => i.startTo),
  path: text(i => i.path),
}

/** The columns in which tables of comments keep a place. */
export interface InlineColumns {
  path: string | null
  line_from: number | null
  line_to: number | null
  start_from: number | null
  start_to: number | null
}

export const inlineToRow = (inline: Inline | null): InlineColumns => ({
  path: inline?.path ?? null,
  line_from: inline?.from ?? null,
  line_to: inline?.to ?? null,
  start_from: inline?.startFrom ?? null,
  start_to: inline?.startTo ?? null,
})

export const inlineFromRow = (row: InlineColumns): Inline | null =>
  row.path === null
    ? null
    : { path: row.path, from: row.line_from, to: row.line_to, startFrom: row.start_from, startTo: row.start_to }
