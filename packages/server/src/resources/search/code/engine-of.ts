import type { Engine } from '@pail/code-search'
import { NotFound } from '@pail/failures'
import type { Forge } from '../../../kernel/forge.ts'

/** Where code is searched; refused where it is not. */
export function engineOf({ search }: Pick<Forge, 'search'>): Engine {
  if (!search) throw new NotFound('Search is not enabled on this installation.')
  return search
}
