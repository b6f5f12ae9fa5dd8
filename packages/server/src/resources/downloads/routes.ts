import { Sent } from '../../kernel/answer.ts'
import { operation } from '../../kernel/operation.ts'
import { repository } from '../repositories/target.ts'
import { lead } from './lead.ts'
import { MULTIPART } from './receive.ts'
import * as store from './store.ts'
import { upload } from './upload.ts'
import { downloadView } from './view.ts'

const all = '/2.0/repositories/{workspace}/{repo_slug}/downloads'
const one = `${all}/{filename}` as const
const reading = ['repository', 'read:repository:bitbucket']
const writing = ['repository:write', 'write:repository:bitbucket']

// Quirk: said to be JSON, as was recorded, though there is nothing to say. A published client breaks on JSON that is
// empty, so there are two brackets.
const BROUGHT = new Sent('{}', {
  type: 'application/json; charset=utf-8',
  status: 201,
  headers: {
    'cache-control': 'max-age=0, no-cache, no-store, must-revalidate',
    expires: 'Thu, 01 Jan 1970 00:00:00 GMT',
  },
})

export const routes = [
  operation({
    id: 'downloads.list',
    route: `GET ${all}`,
    summary: 'List the files that a repository offers beside its code, the newest first',
    scope: reading,
    on: repository('read'),
    shows: downloadView.list,
    handle: ({ db, on, page }) => store.list(db, on, page),
  }),
  operation({
    id: 'downloads.create',
    route: `POST ${all}`,
    summary: 'Offer files, each in the place of the one that has its name; all of them are offered at once, or none',
    scope: writing,
    on: repository('write'),
    reads: [MULTIPART],
    atomic: false,
    handle: async ({ forge, on, request, confirm }) => {
      await upload(forge, { repository: on, request, confirm })
      return BROUGHT
    },
  }),
  operation({
    id: 'downloads.get',
    route: `GET ${one}`,
    summary: 'Lead to the content of a file, at an address that is good for a while and needs no credentials',
    scope: reading,
    on: repository('read'),
    status: 302,
    handle: async ({ db, forge, on, params, actor, site, request }) =>
      lead(forge, await store.find(db, on, params.filename), { actor, site, request }),
  }),
  operation({
    id: 'downloads.delete',
    route: `DELETE ${one}`,
    summary: 'Offer a file no longer',
    scope: writing,
    on: repository('write'),
    handle: async ({ db, on, params }) => store.remove(db, await store.find(db, on, params.filename)),
  }),
]
