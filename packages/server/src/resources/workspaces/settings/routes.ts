import { NotFound } from '@pail/failures'
import { Sent } from '../../../kernel/answer.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { operation } from '../../../kernel/operation.ts'
import { workspace } from '../target.ts'
import { signingKeys } from './signing-keys.ts'

export const routes = [
  operation({
    id: 'workspaces.settings.gpg.publicKey.get',
    route: 'GET /2.0/workspaces/{workspace}/settings/gpg/public-key',
    summary: 'Show the public keys by which commits that this server makes can be verified',
    scope: ['account', 'read:workspace:bitbucket'],
    on: workspace('member'),
    sends: 'text/plain',
    handle: ({ forge }) => publicKeys(forge),
  }),
]

/** As `gpg --import` takes them. */
async function publicKeys(forge: Forge): Promise<Sent> {
  const keys = await signingKeys(forge)
  if (keys.length === 0) throw new NotFound('This server signs nothing: it has no key.')
  return new Sent(keys.map(({ publicKey }) => publicKey).join('\n'), { type: 'text/plain' })
}
