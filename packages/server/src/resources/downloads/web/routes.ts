import { Answer } from '../../../kernel/answer.ts'
import { links } from '../../../kernel/links.ts'
import { operation } from '../../../kernel/operation.ts'
import { fullName } from '../../repositories/repository.ts'
import { repository } from '../../repositories/target.ts'
import { lead } from '../lead.ts'
import * as store from '../store.ts'

const all = '/{workspace}/{repo_slug}/downloads'
const reading = ['repository', 'read:repository:bitbucket']

/** Addresses of the web that tools know. They come after all others, so that they hide none of them. */
export const routes = [
  operation({
    id: 'web.downloads',
    route: `GET ${all}`,
    summary: 'Lead from the downloads for people to the list for programs',
    scope: reading,
    on: repository('read'),
    status: 302,
    handle: async ({ on, site }) =>
      new Answer(undefined, { headers: { location: links.repositoryPart(site, fullName(on), 'downloads') } }),
  }),
  operation({
    id: 'web.download',
    route: `GET ${all}/{filename}`,
    summary: 'Lead to the content of a file, at an address that is good for a while and needs no credentials',
    scope: reading,
    on: repository('read'),
    status: 302,
    handle: async ({ db, forge, on, params, actor, site, request }) =>
      lead(forge, await store.find(db, on, params.filename), { actor, site, request }),
  }),
]
