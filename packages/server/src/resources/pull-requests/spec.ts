import { fullName } from '../repositories/repository.ts'
import { short } from './endpoint.ts'
import type { PullRequest } from './pull-request.ts'

/**
 * Both sides as the operations that compare revisions read them. The name before the source is that of the destination,
 * which holds its commits whatever becomes of a fork, and whoever may see that.
 */
export const specOf = ({ repository, source, destination }: PullRequest): string =>
  // Quirk: a carriage return between the two.
  `${fullName(repository)}:${short(source.hash)}\r${short(destination.hash)}`
