import { Type } from 'typebox'
import { links as at } from '../../kernel/links.ts'
import { choice, embed, links, text, time, type View, view } from '../../kernel/view.ts'
import { commitNameView } from '../commits/view.ts'
import { fullName } from '../repositories/repository.ts'
import { repositoryView } from '../repositories/view.ts'
import { STATES, type Status } from './status.ts'
import { expanded } from './url.ts'

export const statusView: View<Status> = view<Status>(
  'commitstatus',
  {
    key: text(s => s.key),
    state: choice(STATES, s => s.state),
    name: text(s => s.name),
    description: text(s => s.description),
    refname: text(s => s.refname),
    url: text(s => expanded(s.url, s.commit)),
    created_on: time(s => s.createdOn),
    updated_on: time(s => s.updatedOn),
    commit: embed(
      () => commitNameView,
      s => s.commit,
    ),
    repository: embed(
      () => repositoryView,
      s => s.commit.repository,
    ),
    links: links({
      self: (s, { site }) => at.commitStatus(site, fullName(s.commit.repository), s.commit.hash, s.key),
      commit: (s, { site }) => at.commit(site, fullName(s.commit.repository), s.commit.hash),
    }),
  },
  'build',
)

const orNull = (maxLength: number) => Type.Optional(Type.Union([Type.String({ maxLength }), Type.Null()]))

const change = {
  key: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
  state: Type.Optional(Type.Union(STATES.map(state => Type.Literal(state)))),
  url: Type.Optional(Type.String({ maxLength: 4096 })),
  name: orNull(255),
  description: orNull(4096),
  refname: orNull(1024),
}

/** Of one that is there already. */
export const statusChange = Type.Object(change)

export const statusInput = Type.Object({
  ...change,
  key: Type.String({ minLength: 1, maxLength: 40 }),
  state: Type.Union(STATES.map(state => Type.Literal(state))),
  url: Type.String({ maxLength: 4096 }),
})
