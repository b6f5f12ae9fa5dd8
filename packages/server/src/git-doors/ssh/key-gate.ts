import { NotFound } from '@pail/failures'
import { neededFor, rankIn, rankOf } from '../../auth/permissions.ts'
import type { Actor, Known } from '../../kernel/actor.ts'
import { Moved } from '../../kernel/failure.ts'
import type { Forge } from '../../kernel/forge.ts'
import { spend } from '../../kernel/rate/spend.ts'
import { closure } from '../../kernel/scopes.ts'
import * as deployed from '../../resources/projects/deploy-keys/store.ts'
import { readableWith, seekFor } from '../../resources/repositories/deploy-keys/store.ts'
import { movedTo, type Reached, reach } from '../../resources/repositories/reach.ts'
import { HIDDEN } from '../../resources/repositories/target.ts'
import * as keys from '../../resources/users/ssh-keys/store.ts'
import { type Admitted, admit, type Comer, Denied, enter } from '../enter.ts'
import type { Opened, Wish } from '../gate.ts'
import { type LfsAccess, type LfsWish, lfsAccess } from '../lfs/access.ts'

/** What SSH asks of the rest of the server: whom a key lets in, and where to. */
export interface KeyGate {
  /** Whether a key opens anything at all. */
  admits(fingerprint: string): Promise<boolean>
  /** A refusal is thrown. The key is looked at each time, as it may have been taken away meanwhile. */
  open(fingerprint: string, wish: Wish): Promise<Opened>
  /** With what a client of LFS goes on over HTTP; refuses as opening does. */
  openLfs(fingerprint: string, wish: LfsWish): Promise<LfsAccess>
  /** Who is let in by the key, in words. */
  whose(fingerprint: string): Promise<string>
}

/** Every right that an account has for Git; what the account may do is asked at each repository. */
const SCOPES = ['repository:write', 'write:repository:bitbucket', 'read:repository:bitbucket']
const GRANTED = closure(SCOPES)
const MOST_NAMED = 20

export const keyGate = (forge: Forge): KeyGate => ({
  async admits(fingerprint) {
    const db = forge.database.reader
    return (await keys.seek(db, fingerprint)) !== undefined || (await isDeployed(forge, fingerprint))
  },
  async open(fingerprint, wish) {
    const comer = await comerWith(forge, fingerprint)
    if (comer.actor) return enter(forge, comer, wish)
    const { repository } = await admitDeployed(forge, fingerprint, wish)
    return { storage: repository.uuid }
  },
  async openLfs(fingerprint, wish) {
    const { repository } = await admitKey(forge, fingerprint, wish)
    return lfsAccess(forge, { key: fingerprint, repository }, wish)
  },
  async whose(fingerprint) {
    const holder = await keys.seek(forge.database.reader, fingerprint)
    if (holder) return `You are ${holder.user.displayName} (${holder.user.username}).`
    const names = await readableWith(forge.database.reader, fingerprint, MOST_NAMED)
    return [`This key reads:`, ...names.map(name => `  ${name}`)].join('\n')
  },
})

/** Lets in by a key whoever may do this much. */
export async function admitKey(forge: Forge, fingerprint: string, wish: Wish): Promise<Admitted> {
  const comer = await comerWith(forge, fingerprint)
  return comer.actor ? admit(forge, comer, wish) : admitDeployed(forge, fingerprint, wish)
}

async function comerWith(forge: Forge, fingerprint: string): Promise<Comer> {
  const again = () => holderOf(forge, fingerprint)
  return { actor: await again(), again }
}

/** Whose key it is, as far as they may come in. */
async function holderOf(forge: Forge, fingerprint: string): Promise<Actor> {
  const holder = await keys.seek(forge.database.reader, fingerprint)
  if (!holder) return undefined
  const { key, user } = holder
  note(forge, () => keys.markUsed(forge.database.writer, key))
  const credential = { uuid: key.uuid, kind: 'ssh_key', scopes: SCOPES, granted: GRANTED } as const
  return { ...user, credential } satisfies Known
}

/** A key that an account has opens nothing else, also when the account may not come in. */
async function isDeployed({ database }: Forge, fingerprint: string): Promise<boolean> {
  return !(await keys.has(database.reader, fingerprint)) && deployed.has(database.reader, fingerprint)
}

/** A deploy key stands for nobody: it reads what it was deployed to, and what everybody may. */
async function admitDeployed(forge: Forge, fingerprint: string, wish: Wish): Promise<Admitted> {
  await spend(forge, 'git', `key:${fingerprint}`)
  const db = forge.database.reader
  const isGood = await isDeployed(forge, fingerprint)
  const reached = isGood ? await reach(db, wish.workspace, wish.repository, undefined) : undefined
  const rank = reached ? await rankWith(forge, fingerprint, reached) : 0
  const to = isGood && !reached ? await movedTo(db, wish.workspace, wish.repository) : undefined
  if (to) {
    const there = await reach(db, to.workspace, to.repo_slug, undefined)
    if (there && (await rankWith(forge, fingerprint, there)) > 0) throw new Moved({ ...to })
  }
  if (!reached || rank === 0) throw new NotFound(HIDDEN)
  if (rank < neededFor(wish.grade)) throw new Denied()
  return { ...reached, rank, actor: undefined, again: async () => undefined }
}

async function rankWith(forge: Forge, fingerprint: string, { repository }: Reached): Promise<number> {
  const key = await seekFor(forge.database.reader, fingerprint, repository)
  if (key) note(forge, () => deployed.markUsed(forge.database.writer, key))
  const granted = key ? rankOf('read') : 0
  return rankIn({ isAdmin: false, membership: null, granted, isPrivate: repository.isPrivate })
}

/** Nobody waits for this, and nobody is refused when it fails. */
function note({ log }: Forge, write: () => Promise<void>): void {
  write().catch(err => log.error({ err }, 'the use of a key was not noted'))
}
