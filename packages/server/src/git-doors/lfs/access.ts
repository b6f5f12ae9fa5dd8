import type { Forge } from '../../kernel/forge.ts'
import { links } from '../../kernel/links.ts'
import { siteOf } from '../../kernel/site.ts'
import type { Operation } from '../../resources/lfs/batch.ts'
import { fullName, type Repository } from '../../resources/repositories/repository.ts'
import type { Wish } from '../gate.ts'
import { PASS_SECONDS, passHeader } from './pass.ts'

export interface LfsWish extends Wish {
  operation: Operation
}

/** Where large files are, and what to show there. */
export interface LfsAccess {
  href: string
  header: Record<string, string>
  expires_in: number
}

/** What a client that was let in by a key goes on with over HTTP. */
export const lfsAccess = (
  forge: Forge,
  { key, repository }: { key: string; repository: Repository },
  { operation, origin }: LfsWish,
): LfsAccess => ({
  href: links.lfs(siteOf(forge.config, origin), fullName(repository)),
  header: passHeader(forge, { shown: { key }, repository: repository.uuid, operation }),
  expires_in: PASS_SECONDS,
})
