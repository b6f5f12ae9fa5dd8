import { Answer } from '../../../kernel/answer.ts'
import { links } from '../../../kernel/links.ts'
import { operation } from '../../../kernel/operation.ts'
import { fullName } from '../../repositories/repository.ts'
import { repository } from '../../repositories/target.ts'
import { send } from '../bytes.ts'
import { locate } from '../place.ts'
import { archive } from './archive.ts'
import { goImport } from './go-import.ts'

const one = '/{workspace}/{repo_slug}'
const reading = ['repository', 'read:repository:bitbucket']

/** Addresses of the web that tools know. They come after all others, so that they hide none of them. */
export const routes = [
  operation({
    id: 'web.archive',
    route: `GET ${one}/get/{archive+}`,
    summary: 'Take all files of a revision in one: `main.tar.gz`, `v1.0.zip`',
    scope: reading,
    on: repository('read'),
    sends: 'application/octet-stream',
    handle: ({ forge, on, params, request, signal }) => archive(forge, on, { name: params.archive, request, signal }),
  }),
  operation({
    id: 'web.raw',
    route: `GET ${one}/raw/{commit}/{path+}`,
    summary: 'Read a file',
    scope: reading,
    on: repository('read'),
    sends: '*/*',
    handle: async ({ forge, on, params, request, signal }) =>
      send(forge, await locate(forge, on, params, signal), { request, signal }),
  }),
  operation({
    id: 'web.source',
    route: `GET ${one}/src/{commit}/{path*}`,
    summary: 'Lead from the address of a file for people to the one for programs',
    scope: reading,
    on: repository('read'),
    status: 302,
    handle: async ({ on, params, site, request }) => {
      const { pathname, search } = new URL(request.url)
      const path = params.path !== '' && pathname.endsWith('/') ? `${params.path}/` : params.path
      const place = links.source(site, fullName(on), encodeURIComponent(params.commit), path)
      return new Answer(undefined, { headers: { location: place + search } })
    },
  }),
  operation({
    id: 'web.repository',
    route: `GET ${one}`,
    summary: 'Tell the go command where the code is, and lead everybody else to the repository',
    scope: reading,
    on: repository('read'),
    sends: 'text/html',
    status: [302, 200],
    handle: async ({ on, site, request }) =>
      new URL(request.url).searchParams.get('go-get') === '1'
        ? goImport(site, on)
        : new Answer(undefined, { headers: { location: links.repository(site, fullName(on)) } }),
  }),
]
