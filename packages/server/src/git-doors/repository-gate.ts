import { NotFound, Unauthenticated } from '@pail/failures'
import { authenticate } from '../auth/authenticate.ts'
import { errorHeaders } from '../kernel/answer.ts'
import { addressBehind } from '../kernel/caller-address.ts'
import { LacksScope, Moved, RateExceeded } from '../kernel/failure.ts'
import type { Forge } from '../kernel/forge.ts'
import { Denied, enter } from './enter.ts'
import type { Ask, Gate, Opened, Refused } from './gate.ts'

/** The same credentials, permissions and scopes as over the API, for Git. */
export const repositoryGate = (forge: Forge): Gate => ({
  open: ask => open(forge, ask).catch(failure => refusal(failure, ask)),
})

async function open(forge: Forge, ask: Ask): Promise<Opened> {
  const again = () => authenticate(forge.database.reader, ask.authorization, 'any username')
  const actor = await again()
  const address = addressBehind(ask.address, ask.forwarded ?? '', forge.config.proxies)
  return enter(forge, { actor, again }, { ...ask, address }).catch(failure => {
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
  if (failure instanceof RateExceeded) return { status: 429, message: failure.message, headers: errorHeaders(failure) }
  if (failure instanceof NotFound) return { status: 404, message: failure.message }
  if (failure instanceof LacksScope || failure instanceof Denied) return { status: 403, message: failure.message }
  throw failure
}
