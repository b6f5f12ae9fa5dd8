import type { Db } from '../../db/tables/index.ts'
import { now } from '../../kernel/clock.ts'
import { publish } from '../../kernel/events.ts'
import type { PullRequest } from './pull-request.ts'

/** Tells of something that happened to a pull request, in the transaction in which it did. */
export const announce = (
  tx: Db,
  key: `pullrequest:${string}`,
  { repository, id }: Pick<PullRequest, 'repository' | 'id'>,
  { actor, date = now(), ...more }: { actor: string; date?: string } & Record<string, unknown>,
): Promise<void> => publish(tx, key, { repository: repository.uuid, pull_request: id, actor, date, ...more })
