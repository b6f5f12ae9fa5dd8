import { NotFound, Unauthenticated } from '@pail/failures'
import { authenticate } from '../auth/authenticate.ts'
import { LacksScope, Moved } from '../kernel/failure.ts'
import type { Forge } from '../kernel/forge.ts'
import { Denied, enter } from './enter.ts'
import type { Ask, Gate, Opened, Refused } from './gate.ts'

/** The same credentials, permissions and scopes as over the API, for Git. */
export const repositoryGate = (forge: Forge): Gate => ({
  open: ask => open(forge, ask).catch(failure => refusal(failure, ask)),
})

async function open(forge: Forge, ask: Ask): Promise<Opened> {
  const actor = await authenticate(forge.database.reader, ask.authorization, 'any username')
  return enter(forge, actor, ask).catch(failure => {
    // Anonymous callers are asked who they are, whether or not there is anything to be hidden.
    throw failure instanceof NotFound && !actor ? new Unauthenticated('Authentication is required.') : failure
  })
}

function refusal(failure: unknown, { workspace, repository }: Ask): Refused {
  if (failure instanceof Moved) {
    const to = { workspace, repo_slug: repository, ...failure.to }
    return { status: 301, message: 'This repository has moved.', location: `/${to.workspace}/${to.repo_slug}` }
  }
  if (failure instanceof Unauthenticated) return { status: 401, message: failure.message }
  if (failure instanceof NotFound) return { status: 404, message: failure.message }
  if (failure instanceof LacksScope || failure instanceof Denied) return { status: 403, message: failure.message }
  throw failure
}
