import { createHash } from 'node:crypto'
import { createInterface } from 'node:readline'
import type { Oid } from '@pail/git'
import type { Forge } from '../../../kernel/forge.ts'
import type { Repository } from '../../repositories/repository.ts'

/**
 * Names what a branch changes since it left another, as `git patch-id` does: wherever the lines have moved to and
 * whatever their commits are, the same change has the same name.
 */
export async function changeOf(
  forge: Forge,
  { uuid }: Pick<Repository, 'uuid'>,
  { from, to }: { from: Oid; to: Oid },
): Promise<string> {
  const base = await forge.git.mergeBase(uuid, from, to)
  const hash = createHash('sha1')
  const diff = await forge.git.diff(uuid, { from: base ?? from, to, binary: 'patch', renames: false })
  for await (const line of createInterface({ input: diff.setEncoding('latin1') }))
    if (tells(line)) hash.update(`${line.replaceAll(/[ \t\r]/g, '')}\n`)
  return hash.digest('hex')
}

/** Where a line is, and what the files were named by, says nothing about the change. */
const tells = (line: string): boolean => !line.startsWith('@@ ') && !line.startsWith('index ')
