import { randomUUID } from 'node:crypto'
import { invalid } from '@pail/failures'
import type { Static } from 'typebox'
import type { Db } from '../../db/tables/index.ts'
import { now } from '../../kernel/clock.ts'
import { asHolder } from '../repositories/holder.ts'
import { hasAccess } from '../repositories/holder-access.ts'
import type { Repository } from '../repositories/repository.ts'
import * as users from '../users/store.ts'
import { asName, type ReviewGroup } from './review-group.ts'
import * as store from './store.ts'
import type { reviewGroupChange, reviewGroupInput } from './view.ts'

export async function makeReviewGroup(
  tx: Db,
  repository: Repository,
  { name, members }: Static<typeof reviewGroupInput>,
): Promise<ReviewGroup> {
  const group = { uuid: randomUUID(), repository, name: asName(name), createdOn: now() }
  return store.create(tx, { ...group, members: await membersIn(tx, repository, members) })
}

export async function changeReviewGroup(
  tx: Db,
  group: ReviewGroup,
  { name, members }: Static<typeof reviewGroupChange>,
): Promise<ReviewGroup> {
  return store.save(tx, {
    ...group,
    name: name === undefined ? group.name : asName(name),
    members: members === undefined ? group.members : await membersIn(tx, group.repository, members),
  })
}

/** Nobody is asked to review what they do not see. */
async function membersIn(
  db: Db,
  repository: Repository,
  named: Static<typeof reviewGroupInput>['members'],
): Promise<string[]> {
  const found = new Set<string>()
  for (const { uuid } of named) {
    const user = await users.seek(db, uuid)
    if (!user || !(await hasAccess(db, asHolder(repository), user)))
      throw invalid('members', `${uuid} is nobody who has access to the repository.`)
    found.add(user.uuid)
  }
  return [...found]
}
