import { type Answer, Refused, unknownRoute } from './answer.ts'
import * as lists from './lists.ts'
import { type ListOf, pageOf } from './page.ts'
import { IN_REPOSITORY, type Question } from './repository-routes.ts'
import type { Wire } from './wire.ts'
import type { Kept, World } from './world.ts'

type Route = readonly [path: RegExp, scope: string, answer: (question: Question, found: readonly string[]) => Wire]

const inWorkspace =
  (answer: (world: World) => Wire): Route[2] =>
  ({ world }, [slug]) => {
    workspaceAt(world, slug)
    return answer(world)
  }

/** Paths below the root of the API, each with the scope it needs. The first that fits answers. */
const ROUTES: readonly Route[] = [
  [/^\/user$/, 'account', ({ world }) => world.members[0]!.user],
  [/^\/workspaces\/([^/]+)$/, 'account', inWorkspace(({ members }) => members[0]!.workspace)],
  [/^\/workspaces\/([^/]+)\/members$/, 'account', inWorkspace(({ members }) => ({ values: members }))],
  [/^\/workspaces\/([^/]+)\/projects\/?$/, 'project', inWorkspace(({ projects }) => ({ values: projects }))],
  [/^\/repositories\/([^/]+)$/, 'repository', inWorkspace(world => lists.listOfRepositories(world))],
  ...IN_REPOSITORY.map(
    ([path, scope, answer]): Route => [
      new RegExp(`^/repositories/([^/]+)/([^/]+)${path.source}$`),
      scope,
      (question, [slug = '', name = '', ...rest]) => answer(repositoryAt(question.world, slug, name), question, rest),
    ],
  ),
]

/** The scope that a path needs, and what answers there. */
export function routeTo(path: string): { scope: string; answer(question: Question): Answer } {
  for (const [pattern, scope, answer] of ROUTES) {
    const match = pattern.exec(path)
    if (!match) continue
    const found = match.slice(1).map(decodeURIComponent)
    return { scope, answer: question => ({ status: 200, body: whole(answer(question, found), question) }) }
  }
  throw unknownRoute()
}

function whole(answer: Wire, { url, query }: Question): Wire {
  if (!Array.isArray(answer.values)) return answer
  const asked = new URL(url)
  asked.search = query.toString()
  return pageOf(answer as ListOf, asked)
}

function workspaceAt({ slug: known, members }: World, slug = ''): void {
  if (slug !== known && slug !== members[0]!.workspace.uuid)
    throw new Refused(404, `No workspace with identifier '${slug}'.`)
}

function repositoryAt(world: World, slug: string, name: string): Kept {
  workspaceAt(world, slug)
  const kept = world.repositories.find(({ object }) => object.slug === name || object.uuid === name)
  if (kept) return kept
  throw new Refused(404, 'You may not have access to this repository or it no longer exists in this workspace.')
}
