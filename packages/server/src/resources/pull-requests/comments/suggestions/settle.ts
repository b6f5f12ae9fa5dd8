import type { Db } from '../../../../db/tables/index.ts'
import type { Known } from '../../../../kernel/actor.ts'
import { resolveComment } from '../change.ts'
import type { Comment } from '../comment.ts'
import * as store from '../store.ts'

/** Resolves the discussion that a comment is part of, unless that was done. */
export async function settleThread(tx: Db, { pullRequest, id }: Comment, actor: Known): Promise<void> {
  let top = await store.seekAny(tx, pullRequest, id)
  while (top && top.parentId !== null) top = await store.seekAny(tx, pullRequest, top.parentId)
  if (top && !top.resolution && !top.isPending && !top.isGone) await resolveComment(tx, top, actor)
}
