import { Forbidden, NotFound, Unauthenticated } from '@pail/failures'
import { authenticate, recall } from '../../auth/authenticate.ts'
import type { Forge } from '../../kernel/forge.ts'
import { type Admitted, admit } from '../enter.ts'
import type { Ask } from '../gate.ts'
import { admitKey } from '../ssh/key-gate.ts'
import { type Pass, passIn, type Shown } from './pass.ts'

/** Somebody who may do this much, and how that was shown. */
export interface Entered extends Admitted {
  shown: Shown | undefined
  pass: Pass | undefined
}

export interface LfsAsk extends Ask {
  /** The one file that it is about. */
  oid?: string
}

/** Lets in with the same credentials, permissions and scopes as for Git, or with a pass that was given for this. */
export async function enterLfs(forge: Forge, ask: LfsAsk): Promise<Entered> {
  const pass = passIn(forge, ask.authorization)
  if (!pass) return withCredential(forge, ask)
  const { shown } = pass
  const admitted = 'key' in shown ? await admitKey(forge, shown.key, ask) : await withToken(forge, shown.token, ask)
  if (!isFor(pass, ask, admitted)) throw new Forbidden('The token was given for something else.')
  return { ...admitted, shown, pass }
}

const isFor = ({ operation, object, repository }: Pass, { grade, oid }: LfsAsk, found: Admitted): boolean =>
  repository === found.repository.uuid &&
  (operation === 'upload' || grade === 'read') &&
  (object === undefined || object.oid === oid)

async function withToken(forge: Forge, uuid: string, ask: Ask): Promise<Admitted> {
  const again = () => recall(forge.database.reader, uuid)
  return admit(forge, { actor: await again(), again }, ask)
}

async function withCredential(forge: Forge, ask: Ask): Promise<Entered> {
  const again = () => authenticate(forge.database.reader, ask.authorization, 'any username')
  const actor = await again()
  const admitted = await admit(forge, { actor, again }, ask).catch(failure => {
    // Anonymous callers are asked who they are, whether or not there is anything to be hidden.
    throw failure instanceof NotFound && !actor ? new Unauthenticated('Authentication is required.') : failure
  })
  return { ...admitted, shown: actor && { token: actor.credential.uuid }, pass: undefined }
}
