import { Type } from 'typebox'
import { links as at } from '../../kernel/links.ts'
import { embedAll, links, text, time, uuid, type View, view } from '../../kernel/view.ts'
import { fullName } from '../repositories/repository.ts'
import { byUuids } from '../users/store.ts'
import { actingView } from '../users/view.ts'
import { MAX_MEMBERS, MAX_NAME, type ReviewGroup } from './review-group.ts'

const name = Type.String({ maxLength: MAX_NAME })
const members = Type.Array(Type.Object({ uuid: Type.String({ maxLength: 100 }) }), { maxItems: MAX_MEMBERS })

export const reviewGroupInput = Type.Object({ name, members })
export const reviewGroupChange = Type.Object({ name: Type.Optional(name), members: Type.Optional(members) })

export const reviewGroupView: View<ReviewGroup> = view<ReviewGroup>('review_group', {
  uuid: uuid(g => g.uuid),
  name: text(g => g.name),
  members: embedAll(
    () => actingView,
    async (g, { load }) => {
      const users = await Promise.all(g.members.map(member => load(byUuids, member)))
      return users.filter(user => user !== undefined)
    },
  ),
  created_on: time(g => g.createdOn),
  links: links({ self: (g, { site }) => at.reviewGroup(site, fullName(g.repository), g.uuid) }),
})
