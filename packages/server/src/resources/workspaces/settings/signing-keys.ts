import { statSync } from 'node:fs'
import { currentSigningKey, formerSigningKeys, type SigningKey } from '@pail/git-node/signing'
import { dataDirectory } from '../../../data-directory.ts'
import type { Forge } from '../../../kernel/forge.ts'

interface Known {
  changedMs: number
  keys: Promise<SigningKey[]>
}

/** A folder that changed just before it was looked at can change again and look the same. */
const SETTLED_MS = 100

const known = new Map<string, Known>()

/** The keys with which this server signs and has signed, the present one first; they may be changed while it serves. */
export function signingKeys({ config }: Pick<Forge, 'config'>): Promise<SigningKey[]> {
  const { signing } = dataDirectory(config.dataDirectory)
  const changedMs = statSync(signing, { throwIfNoEntry: false })?.mtimeMs
  if (changedMs === undefined) return Promise.resolve([])
  const before = known.get(signing)
  if (before?.changedMs === changedMs) return before.keys
  const keys = readKeys(signing)
  if (Date.now() - changedMs > SETTLED_MS) known.set(signing, { changedMs, keys })
  return keys
}

async function readKeys(folder: string): Promise<SigningKey[]> {
  const current = await currentSigningKey(folder)
  return [...(current ? [current] : []), ...(await formerSigningKeys(folder))]
}
