import { created } from '../../../kernel/answer.ts'
import { addressOf } from '../../../kernel/links.ts'
import { operation } from '../../../kernel/operation.ts'
import { type Mount, ofEnvironment, ofRepository, ofTeam, ofUser, ofWorkspace } from './mounts.ts'
import * as store from './store.ts'
import { changed, newVariable } from './variable.ts'
import { variableChange, variableInput } from './view.ts'

const reading = ['pipeline', 'read:pipeline:bitbucket']
const writing = ['pipeline:variable', 'admin:pipeline:bitbucket']

const list = ({ owner, path, read, shows, deprecated }: Mount) =>
  operation({
    id: `pipelines.variables.${owner}.list`,
    route: `GET ${path}`,
    summary: `List the variables of a ${owner}; what is secured comes without its value`,
    scope: reading,
    on: read,
    shows: shows.list,
    deprecated,
    handle: ({ db, forge: { keys }, on, page }) => store.list({ db, keys }, on, page),
  })

const create = ({ owner, path, write, shows, deprecated }: Mount) =>
  operation({
    id: `pipelines.variables.${owner}.create`,
    route: `POST ${path}`,
    summary: `Add a variable to a ${owner}`,
    scope: writing,
    on: write,
    body: variableInput,
    shows,
    deprecated,
    handle: async ({ db, forge: { keys }, site, on, params, body }) => {
      const made = await store.create({ db, keys }, on, newVariable(body))
      const address = { ...params, variable_uuid: `{${made.uuid}}` }
      return created(made, addressOf(site, { path: `${path}/{variable_uuid}` }, address))
    },
  })

const get = ({ owner, path, read, shows, deprecated }: Mount) =>
  operation({
    id: `pipelines.variables.${owner}.get`,
    route: `GET ${path}/{variable_uuid}`,
    summary: `Show a variable of a ${owner}`,
    scope: reading,
    on: read,
    shows,
    deprecated,
    handle: ({ db, forge: { keys }, on, params }) => store.find({ db, keys }, on, params.variable_uuid),
  })

const update = ({ owner, path, write, shows, deprecated }: Mount) =>
  operation({
    id: `pipelines.variables.${owner}.update`,
    route: `PUT ${path}/{variable_uuid}`,
    summary: `Change a variable of a ${owner}; what is not said stays`,
    scope: writing,
    on: write,
    body: variableChange,
    shows,
    deprecated,
    handle: async ({ db, forge: { keys }, on, params, body }) => {
      const variable = await store.find({ db, keys }, on, params.variable_uuid)
      return store.save({ db, keys }, changed(variable, body))
    },
  })

const remove = ({ owner, path, write, deprecated }: Mount) =>
  operation({
    id: `pipelines.variables.${owner}.delete`,
    route: `DELETE ${path}/{variable_uuid}`,
    summary: `Remove a variable from a ${owner}`,
    scope: writing,
    on: write,
    deprecated,
    handle: ({ db, on, params }) => store.remove(db, on, params.variable_uuid),
  })

/** The same operations hang under every owner of variables; only those of an environment are not shown one by one. */
export const routes = [
  ...[ofUser, ofTeam, ofWorkspace, ofRepository, ofEnvironment].flatMap(mount => [
    list(mount),
    create(mount),
    update(mount),
    remove(mount),
  ]),
  ...[ofUser, ofTeam, ofWorkspace, ofRepository].map(get),
]
