import { Invalid } from '@pail/failures'
import type { Repository } from './git.ts'
import { isOid, type Oid } from './oid.ts'
import { output } from './output.ts'

const PREFIX = /^[0-9a-f]{4,40}$/

export const isAbbreviation = (text: string): boolean => PREFIX.test(text)

/** Every object whose id begins so. */
export async function objectsLike(repository: Repository, prefix: string, signal?: AbortSignal): Promise<Oid[]> {
  if (!isAbbreviation(prefix)) throw new Invalid('An abbreviated id is at least four hexadecimal digits')
  const { stdout } = await output(repository, { args: ['rev-parse', `--disambiguate=${prefix}`], signal })
  return stdout.toString().split('\n').filter(isOid)
}
