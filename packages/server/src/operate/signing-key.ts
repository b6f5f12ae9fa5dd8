import { NotFound } from '@pail/failures'
import { createSigningKey, currentSigningKey, removeSigningKey, type SigningKey } from '@pail/git-node/signing'
import type { Config } from '../config.ts'
import { dataDirectory, holdKeys, makeDataDirectory } from '../data-directory.ts'

interface Told {
  fingerprint: string
  created_on: string
  public_key?: string
}

/** Who signs, as the key says it; the address is that of the server's own mail. */
const NAME = 'Pail'

/** `create`, `show` or `remove`; a forge that serves meanwhile signs, or does not sign, from then on. */
export async function changeSigningKey(
  config: Config,
  verb: string,
  { distrust }: { distrust: boolean },
): Promise<Told> {
  const place = dataDirectory(config.dataDirectory)
  if (verb === 'show') return shown(await currentSigningKey(place.signing))
  makeDataDirectory(place)
  const release = holdKeys(place)
  try {
    if (verb === 'create') return shown(await createSigningKey(place.signing, { name: NAME, email: config.adminEmail }))
    const { publicKey: _, ...key } = await removeSigningKey(place.signing, { distrust })
    return { fingerprint: key.fingerprint, created_on: key.createdOn }
  } finally {
    release()
  }
}

function shown(key: SigningKey | undefined): Told {
  if (!key) throw new NotFound('There is no signing key; pail signing-key create makes one')
  return { fingerprint: key.fingerprint, created_on: key.createdOn, public_key: key.publicKey }
}
