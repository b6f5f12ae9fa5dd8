import { Unauthenticated } from '@pail/failures'
import type { Forge } from '../../kernel/forge.ts'
import { sealedPart } from '../../kernel/sealed-address.ts'
import type { Named, Operation } from '../../resources/lfs/batch.ts'

/** Whose credential a pass stands for; it is asked about again at each use. */
export type Shown = { key: string } | { token: string }

/** What somebody may do without showing a credential again: one operation in one repository, maybe with one file only. */
export interface Pass {
  shown: Shown
  repository: string
  operation: Operation
  object?: Named
}

/** As long as a pass is good, in seconds; large files wait for others before them. */
export const PASS_SECONDS = 6 * 3600
const SCHEME = 'RemoteAuth'
const sealed = sealedPart<Pass>('lfs/pass')

/** The headers with which the pass is shown. */
export const passHeader = ({ keys }: Pick<Forge, 'keys'>, pass: Pass): Record<string, string> => ({
  Authorization: `${SCHEME} ${sealed.seal(keys, pass, PASS_SECONDS)}`,
})

/** The pass that a request shows, if it shows one; one that is not good is refused as any other credential. */
export function passIn({ keys }: Pick<Forge, 'keys'>, authorization: string | undefined): Pass | undefined {
  const [scheme, shown = ''] = authorization?.split(' ') ?? []
  if (scheme !== SCHEME) return undefined
  try {
    return sealed.open(keys, shown)
  } catch {
    throw new Unauthenticated('The token was good for a while and is not any more, or was not made here.')
  }
}
