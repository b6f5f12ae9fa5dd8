import { invalid } from '@pail/failures'
import { asLine, type KeyText, readKey } from '../../users/ssh-keys/ssh-key.ts'

/** What a deploy key opens, for reading. */
export interface Opened {
  kind: 'repository' | 'project'
  uuid: string
}

/** A public key that may read one repository, or all of a project. The same key may be deployed to several of them. */
export interface DeployKey<To extends Opened = Opened> extends KeyText {
  id: number
  to: To
  label: string
  /** Who added it. */
  userUuid: string
  addedOn: string
  lastUsed: string | null
}

export interface DeployKeyInput {
  key: string
  label?: string
  comment?: string
}

export function newDeployKey<To extends Opened>(
  { id, to, userUuid, addedOn }: Pick<DeployKey<To>, 'id' | 'to' | 'userUuid' | 'addedOn'>,
  { key, label = '', comment }: DeployKeyInput,
): DeployKey<To> {
  return { id, to, ...readKey(key, comment), label: asLine(label), userUuid, addedOn, lastUsed: null }
}

/** The key itself is for good and has to be said again; its label and comment may change. */
export function changed<Key extends DeployKey>(present: Key, { key, label, comment }: DeployKeyInput): Key {
  const read = readKey(key, comment)
  if (read.fingerprint !== present.fingerprint) {
    const reason = 'a deploy key cannot become another key'
    throw invalid('key', reason)
  }
  const hasComment = read.comment !== '' || comment !== undefined
  return {
    ...present,
    comment: hasComment ? read.comment : present.comment,
    label: label === undefined ? present.label : asLine(label),
  }
}
