import { invalid } from '@pail/failures'
import { repoPath } from '@pail/git'
import { type Static, Type } from 'typebox'

/** More lines than anybody reads at once; whoever wants all of a file asks for the file. */
const MAX_CONTEXT = 100_000

const flag = Type.Optional(Type.Boolean())

const compared = {
  ignore_whitespace: flag,
  merge: flag,
  path: Type.Optional(Type.Array(Type.String())),
  renames: flag,
  topic: flag,
}

/** How two sides are compared. */
export const comparedQuery = Type.Object(compared)

/** The same, with what only a text can have. */
export const diffQuery = Type.Object({
  ...compared,
  binary: flag,
  context: Type.Optional(Type.Integer({ minimum: 0, maximum: MAX_CONTEXT })),
})

export type ComparedQuery = Static<typeof comparedQuery>
export type DiffQuery = Static<typeof diffQuery>

/** Whether the new side is compared with where it left the old one, and not with the old one itself. */
export function isTopic({ topic, merge }: ComparedQuery): boolean {
  if (topic === undefined || merge === undefined) return topic ?? merge ?? true
  const complaint = 'cannot be used together with topic'
  throw invalid('merge', complaint)
}

/** The part of a comparison that git is told beside the two sides. */
export const wishesOf = ({ ignore_whitespace, path = [], renames }: ComparedQuery) => ({
  paths: path.map(text => repoPath(text.replace(/^\/+|\/+$/g, ''))),
  ignoreWhitespace: ignore_whitespace ?? false,
  renames: renames ?? true,
})
