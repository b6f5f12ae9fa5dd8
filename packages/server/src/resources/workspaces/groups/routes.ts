import { Type } from 'typebox'
import { operation } from '../../../kernel/operation.ts'
import { oneself } from '../../../kernel/target.ts'
import { belonging, workspace } from '../target.ts'
import { addToGroup, makeGroup, namedGroups, takeFromGroup } from './change.ts'
import { changed } from './group.ts'
import * as store from './store.ts'
import { group } from './target.ts'
import { groupInput, groupView, newGroupInput, userProfileView } from './view.ts'

const scope = ['account', 'read:workspace:bitbucket']
const administering = ['account:write', 'admin:workspace:bitbucket']
const all = '/1.0/groups/{workspace}'
const one = `${all}/{group_slug}` as const

/** What is left of API 1.0 upstream, as clients that manage groups still call it. */
export const routes = [
  operation({
    id: 'groups.listNamed',
    route: 'GET /1.0/groups',
    summary: 'List the groups named as workspace/group in one or more `group` parameters',
    scope,
    on: oneself,
    query: Type.Object({ group: Type.Optional(Type.Array(Type.String(), { maxItems: 50 })) }),
    shows: groupView.array,
    handle: ({ db, user, query }) => namedGroups(db, user, query.group ?? []),
  }),
  operation({
    id: 'groups.list',
    route: `GET ${all}`,
    summary: 'List the groups of a workspace; those who are not its owners see the groups they are in',
    scope,
    on: belonging,
    shows: groupView.array,
    handle: ({ db, user, on }) => store.list(db, on.workspace, on.membership === 'owner' ? undefined : user),
  }),
  operation({
    id: 'groups.create',
    route: `POST ${all}`,
    summary: 'Make a group of this name',
    scope: administering,
    on: workspace('admin'),
    body: newGroupInput,
    shows: groupView,
    // Quirk: API 1.0 answers 200 to what it makes.
    status: 200,
    handle: ({ db, on, body }) => makeGroup(db, on, body.name),
  }),
  operation({
    id: 'groups.get',
    route: `GET ${one}`,
    summary: 'Show a group',
    scope,
    on: group('read'),
    shows: groupView,
    handle: async ({ on }) => on,
  }),
  operation({
    id: 'groups.update',
    route: `PUT ${one}`,
    summary: 'Rename a group, or set what it gets on new repositories; its slug stays',
    scope: administering,
    on: group('admin'),
    body: groupInput,
    shows: groupView,
    handle: ({ db, on, body }) => store.save(db, changed(on, body)),
  }),
  operation({
    id: 'groups.delete',
    route: `DELETE ${one}`,
    summary: 'Delete a group with everything granted to it',
    scope: administering,
    on: group('admin'),
    handle: ({ db, on }) => store.remove(db, on),
  }),
  operation({
    id: 'groups.members.list',
    route: `GET ${one}/members`,
    summary: 'List the people in a group',
    scope,
    on: group('read'),
    shows: userProfileView.array,
    handle: async ({ db, on }) => (await store.membersOf(db, [on.uuid])).get(on.uuid) ?? [],
  }),
  operation({
    id: 'groups.members.put',
    route: `PUT ${one}/members/{member}`,
    summary: 'Put a person into a group',
    scope: administering,
    on: group('admin'),
    shows: userProfileView,
    handle: ({ db, on, params }) => addToGroup(db, on, params.member),
  }),
  operation({
    id: 'groups.members.delete',
    route: `DELETE ${one}/members/{member}`,
    summary: 'Take a person out of a group',
    scope: administering,
    on: group('admin'),
    handle: ({ db, on, params }) => takeFromGroup(db, on, params.member),
  }),
]
