import type { Forge } from '../../kernel/forge.ts'
import { move } from './landing/land.ts'
import type { Who } from './landing/repository-rules.ts'
import { find } from './listing.ts'
import type { Kind } from './ref.ts'

/** Takes a branch or tag away, as a push of nothing to it would. */
export async function remove(forge: Forge, who: Who, kind: Kind, name: string): Promise<void> {
  const { ref, oid } = await find(forge, who.repository, kind, name)
  await move(forge, who, [{ ref, old: oid, new: null }])
}
