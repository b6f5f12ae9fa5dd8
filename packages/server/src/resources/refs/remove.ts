import type { Forge } from '../../kernel/forge.ts'
import { move } from './landing/land.ts'
import type { Who } from './landing/repository-rules.ts'
import type { Named } from './ref.ts'

/** Takes a branch or tag away, as a push of nothing to it would. */
export async function remove(forge: Forge, who: Who, { ref, oid }: Named): Promise<void> {
  await move(forge, who, [{ ref, old: oid, new: null }])
}
