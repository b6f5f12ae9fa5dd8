import type { Db } from '../../../db/tables/index.ts'
import type { Known } from '../../../kernel/actor.ts'
import { now } from '../../../kernel/clock.ts'
import { countOn } from '../../../kernel/count-on.ts'
import { alreadyRegistered, unlessRegistered } from '../../users/ssh-keys/make.ts'
import * as sshKeys from '../../users/ssh-keys/store.ts'
import { type DeployKey, type DeployKeyInput, newDeployKey, type Opened } from './deploy-key.ts'
import * as store from './store.ts'

/** Lets a key read a repository or a project. One key may open several, but none that names an account. */
export async function addDeployKey<To extends Opened>(
  tx: Db,
  to: To,
  actor: Known,
  input: DeployKeyInput,
): Promise<DeployKey<To>> {
  const id = await countOn(tx, 'deploy_keys')
  const key = newDeployKey({ id, to, userUuid: actor.uuid, addedOn: now() }, input)
  const isTaken = (await sshKeys.has(tx, key.fingerprint)) || (await store.opens(tx, to, key.fingerprint))
  if (isTaken) throw alreadyRegistered()
  return unlessRegistered(() => store.create(tx, key))
}
