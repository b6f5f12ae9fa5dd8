import { type Static, Type } from 'typebox'
import { repositoryInput } from '../repositories/view.ts'

const { scm: _, website: __, ...own } = repositoryInput.properties

/** What a fork may be told; what is left out it takes over. */
export const forkInput = Type.Object({
  ...own,
  workspace: Type.Optional(
    Type.Union([Type.Object({ slug: Type.Optional(Type.String()), uuid: Type.Optional(Type.String()) }), Type.Null()]),
  ),
})
export type ForkBody = Static<typeof forkInput>
