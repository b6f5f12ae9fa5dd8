import { choice, embed, flag, type View, view } from '../../../kernel/view.ts'
import { userView } from '../../users/view.ts'
import { REASONS, type Verdict } from './verdict.ts'

/** Beyond the published interface: whether a commit is signed by the account that it names. */
export const signatureView: View<Verdict> = view<Verdict>('commit_signature', {
  verified: flag(v => v.verified),
  reason: choice(REASONS, v => v.reason),
  signer: embed(
    () => userView,
    v => v.signer,
  ),
})
