import { type Operation, operation } from '../../../kernel/operation.ts'
import { byPerson, type Target } from '../../../kernel/target.ts'
import type { Granting } from './grant.ts'
import { type Mount, type Placed, toGroups, toUsers } from './mounts.ts'
import * as store from './store.ts'
import { grantInput } from './view.ts'

/** The operations that grant rights, the same for every kind of thing that has any. */
export const grantOperations = <On extends Granting>(placed: Placed<On>): Operation[] => [
  ...operationsOf(toUsers(placed)),
  ...operationsOf(toGroups(placed)),
]

const operationsOf = <On extends Granting, To extends { uuid: string }>(mount: Mount<On, To>) => [
  list(mount),
  get(mount),
  update(mount),
  remove(mount),
]

const idOf = ({ kind, grantees }: Pick<Mount<never, never>, 'kind' | 'grantees'>, verb: string) =>
  `${kind === 'project' ? 'projects' : 'repositories'}.permissions.${grantees}.${verb}`

/** The thing, and whom the path names in its workspace. */
const between = <On, To>({ target, named }: Mount<On, To>): Target<{ on: On; to: To }> => ({
  ...byPerson(target),
  async load(ask) {
    const on = await target.load(ask)
    return { on, to: await named(ask, on) }
  },
})

const list = <On extends Granting, To>(mount: Mount<On, To>) =>
  operation({
    id: idOf(mount, 'list'),
    route: `GET ${mount.all}`,
    summary: `List the ${mount.grantees} that something was granted to on a ${mount.kind} itself`,
    scope: mount.scopes.read,
    on: byPerson(mount.target),
    shows: mount.shows.list,
    handle: ({ db, on, page }) => mount.list(db, on, page),
  })

const get = <On extends Granting, To extends { uuid: string }>(mount: Mount<On, To>) =>
  operation({
    id: idOf(mount, 'get'),
    route: `GET ${mount.one}`,
    summary: `Show what was granted on a ${mount.kind} itself to one of the ${mount.grantees}`,
    scope: mount.scopes.read,
    on: between(mount),
    shows: mount.shows,
    handle: ({ db, on: { on, to } }) => store.find(db, on, to),
  })

const update = <On extends Granting, To extends { uuid: string }>(mount: Mount<On, To>) =>
  operation({
    id: idOf(mount, 'update'),
    route: `PUT ${mount.one}`,
    summary: `Grant rights on a ${mount.kind} to one of the ${mount.grantees}`,
    scope: mount.scopes.write,
    on: between(mount),
    body: grantInput(mount.levels),
    shows: mount.shows,
    handle: async ({ db, on: { on, to }, body: { permission } }) => {
      await mount.admit(db, on, to)
      return store.save(db, { on, to, permission }, mount.kinds)
    },
  })

const remove = <On extends Granting, To extends { uuid: string }>(mount: Mount<On, To>) =>
  operation({
    id: idOf(mount, 'delete'),
    route: `DELETE ${mount.one}`,
    summary: `Take back what was granted on a ${mount.kind} itself to one of the ${mount.grantees}`,
    scope: mount.scopes.delete,
    on: between(mount),
    handle: ({ db, on: { on, to } }) => store.remove(db, on, to),
  })
