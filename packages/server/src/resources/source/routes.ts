import { Type } from 'typebox'
import { Answer, instead } from '../../kernel/answer.ts'
import { links } from '../../kernel/links.ts'
import { operation } from '../../kernel/operation.ts'
import { fullName } from '../repositories/repository.ts'
import { repository } from '../repositories/target.ts'
import { entryFields, versionFields } from './fields.ts'
import { versions } from './history.ts'
import { describe, look } from './look.ts'
import { locate } from './place.ts'
import { entryView, renderedView, versionView } from './view.ts'

const one = '/2.0/repositories/{workspace}/{repo_slug}'
const reading = ['repository', 'read:repository:bitbucket']
const format = Type.Optional(Type.Union([Type.Literal('meta'), Type.Literal('rendered')]))

export const routes = [
  operation({
    id: 'source.root',
    route: `GET ${one}/src`,
    summary: 'Lead to the files of the main branch, or of another revision',
    scope: reading,
    on: repository('read'),
    query: Type.Object({ format: Type.Optional(Type.Literal('meta')), at: Type.Optional(Type.String()) }),
    shows: entryView,
    status: [302, 200],
    handle: async ({ forge, on, query, site, request, signal }) => {
      const place = await locate(forge, on, { commit: query.at ?? 'HEAD', path: '' }, signal)
      if (query.format === 'meta') return instead(entryView, await describe(forge, place, signal))
      const location = new URL(links.source(site, fullName(on), place.hash, ''))
      location.search = new URL(request.url).search
      location.searchParams.delete('at')
      return new Answer(undefined, { headers: { location: location.href } })
    },
  }),
  operation({
    id: 'source.get',
    route: `GET ${one}/src/{commit}/{path*}`,
    summary: 'Read a file, or list a folder',
    scope: reading,
    on: repository('read'),
    query: Type.Object({ format, max_depth: Type.Optional(Type.Integer({ minimum: 1 })) }),
    filter: entryFields,
    paging: { style: 'iterator' },
    shows: entryView.list,
    also: [entryView as never, renderedView as never],
    sends: '*/*',
    handle: async ({ forge, on, params, query: { format, max_depth: maxDepth = 1 }, ...asked }) => {
      const place = await locate(forge, on, params, asked.signal)
      return look(forge, place, { ...asked, format, maxDepth })
    },
  }),
  operation({
    id: 'source.history',
    route: `GET ${one}/filehistory/{commit}/{path+}`,
    summary: 'List the commits that changed a file, with its name and size in each',
    scope: reading,
    on: repository('read'),
    query: Type.Object({ renames: Type.Optional(Type.String()) }),
    filter: versionFields,
    paging: { style: 'iterator', pagelen: 50 },
    shows: versionView.list,
    handle: async ({ forge, on, params, query, ...asked }) => {
      const place = await locate(forge, on, params, asked.signal)
      return versions(forge, place, { ...asked, renames: query.renames !== 'false' })
    },
  }),
]
