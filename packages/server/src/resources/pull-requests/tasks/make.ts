import type { Static } from 'typebox'
import type { Db } from '../../../db/tables/index.ts'
import type { Known } from '../../../kernel/actor.ts'
import { now } from '../../../kernel/clock.ts'
import { countOn } from '../../../kernel/count-on.ts'
import { unknownComment } from '../../commits/comments/said.ts'
import { seek as seekComment } from '../comments/store.ts'
import { takePart } from '../participants.ts'
import type { PullRequest } from '../pull-request.ts'
import { countTasks } from '../store.ts'
import * as store from './store.ts'
import { isToBeDone, newTask, refuseRemoval, type Task, type TaskChange, withChange } from './task.ts'
import type { taskInput } from './view.ts'

type Input = Static<typeof taskInput>

/** Notes what is to be done; what came up in a comment that is pending is so too. */
export async function makeTask(tx: Db, pullRequest: PullRequest, actor: Known, input: Input): Promise<Task> {
  const comment = input.comment ? await seekComment(tx, pullRequest, input.comment.id, actor) : undefined
  if (input.comment && (!comment || comment.isDeleted)) throw unknownComment(String(input.comment.id))
  const isPending = (input.pending ?? false) || (comment?.isPending ?? false)
  const made = { pullRequest, creatorUuid: actor.uuid, commentId: comment?.id ?? null, isPending, createdOn: now() }
  const task = newTask({ ...made, id: await countOn(tx, 'tasks') }, input.content.raw)
  await store.create(tx, task)
  if (isToBeDone(task)) {
    await countTasks(tx, pullRequest, 1)
    await takePart(tx, pullRequest, actor.uuid, task.createdOn)
  }
  return task
}

/** Says that a task is done or not, or what it is. */
export async function changeTask(tx: Db, task: Task, actor: Known, change: TaskChange): Promise<Task> {
  const after = await store.save(tx, withChange(task, change, { actor: actor.uuid, at: now() }))
  await recount(tx, task.pullRequest, Number(isToBeDone(after)) - Number(isToBeDone(task)))
  return after
}

export async function removeTask(tx: Db, task: Task, actor: Known, isAdmin: boolean): Promise<void> {
  refuseRemoval(task, actor.uuid, isAdmin)
  await store.remove(tx, task)
  await recount(tx, task.pullRequest, -Number(isToBeDone(task)))
}

const recount = async (tx: Db, pullRequest: PullRequest, by: number): Promise<void> => {
  if (by !== 0) await countTasks(tx, pullRequest, by)
}
