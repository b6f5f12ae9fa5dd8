import { type Static, Type } from 'typebox'
import { MAX_DESCRIPTION, MAX_TITLE } from './pull-request.ts'

const name = Type.String({ minLength: 1, maxLength: 1024 })
const text = Type.String({ maxLength: MAX_DESCRIPTION })
const branch = Type.Optional(Type.Union([Type.Object({ name }), Type.Null()]))

const members = {
  title: Type.Optional(Type.String({ maxLength: MAX_TITLE })),
  description: Type.Optional(Type.Union([text, Type.Null()])),
  summary: Type.Optional(Type.Union([Type.Object({ raw: Type.Optional(text) }), Type.Null()])),
  close_source_branch: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
  draft: Type.Optional(Type.Boolean()),
  destination: Type.Optional(Type.Union([Type.Object({ branch }), Type.Null()])),
  // What is no list of people is refused in a sentence that clients know.
  reviewers: Type.Optional(Type.Unknown()),
}

/** What a pull request is to be; title and source are refused in the words that clients know when they are missing. */
export const pullRequestInput = Type.Object({
  ...members,
  source: Type.Optional(
    Type.Object({
      branch,
      repository: Type.Optional(
        Type.Union([Type.Object({ full_name: Type.Optional(name), uuid: Type.Optional(name) }), Type.Null()]),
      ),
      commit: Type.Optional(
        Type.Union([Type.Object({ hash: Type.String({ pattern: '^[0-9a-fA-F]{7,40}$' }) }), Type.Null()]),
      ),
    }),
  ),
})
export type PullRequestBody = Static<typeof pullRequestInput>

/** What is to be different; of the source only that it is what it was. */
export const pullRequestChange = Type.Object({
  ...members,
  source: Type.Optional(Type.Union([Type.Object({ branch }), Type.Null()])),
})
export type PullRequestChange = Static<typeof pullRequestChange>

export const declineInput = Type.Object({ message: Type.Optional(Type.Union([text, Type.Null()])) })

/** The same text has two names. */
export const descriptionIn = ({
  description,
  summary,
}: Pick<PullRequestChange, 'description' | 'summary'>): string | undefined =>
  description ?? summary?.raw ?? (description === null ? '' : undefined)
