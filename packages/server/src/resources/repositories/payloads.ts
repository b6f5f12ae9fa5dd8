import type { Payload, Telling } from '../../kernel/payload.ts'
import * as workspaces from '../workspaces/store.ts'
import { workspaceView } from '../workspaces/view.ts'
import { repositoryIn } from './gone.ts'
import { fullName, type Repository } from './repository.ts'
import { repositoryView } from './view.ts'

/** There is nothing to it but the repository. */
const bare: Payload = async () => ({})

interface Difference {
  old: unknown
  new: unknown
}

const updated: Payload = async ({ payload }, to) => {
  const repository = await repositoryIn(to.db, payload)
  return repository && { changes: changes(repository, payload.changes as Record<string, Difference>, to) }
}

/** Another slug shows in the name and in the addresses; everything else is told as it is. */
function changes(repository: Repository, { slug, ...others }: Record<string, Difference>, { show }: Telling) {
  if (!slug) return others
  const [before, after] = [slug.old, slug.new].map(one => ({ ...repository, slug: one as string }))
  const links = (one: Repository) => show(repositoryView, one, 'condensed').links
  return {
    ...others,
    full_name: { old: fullName(before!), new: fullName(after!) },
    links: { old: links(before!), new: links(after!) },
  }
}

const transfer: Payload = async ({ payload }, { db, show }) => {
  const previous = await workspaces.enter(db, payload.previous_workspace as string, '')
  return { previous_workspace: previous ? show(workspaceView, previous.workspace, 'condensed') : null }
}

export const payloads = {
  'repo:created': bare,
  'repo:deleted': bare,
  'repo:imported': bare,
  'repo:updated': updated,
  'repo:transfer': transfer,
} satisfies Record<string, Payload>
