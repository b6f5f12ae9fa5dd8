import { Forbidden } from '@pail/failures'
import { asContent } from '../../commits/comments/said.ts'
import type { PullRequest } from '../pull-request.ts'

export const TASK_STATES = ['RESOLVED', 'UNRESOLVED'] as const
export type TaskState = (typeof TASK_STATES)[number]

/** Something that is to be done before a pull request is merged. */
export interface Task {
  id: number
  pullRequest: PullRequest
  creatorUuid: string
  /** The comment that it came up in. */
  commentId: number | null
  content: string
  state: TaskState
  /** Only its creator sees it yet. */
  isPending: boolean
  resolvedByUuid: string | null
  resolvedOn: string | null
  createdOn: string
  updatedOn: string
}

export interface TaskChange {
  content?: { raw: string }
  state?: TaskState
}

type Made = Pick<Task, 'id' | 'pullRequest' | 'creatorUuid' | 'commentId' | 'isPending' | 'createdOn'>

export const newTask = (made: Made, content: string): Task => ({
  ...made,
  content: asContent(content),
  state: 'UNRESOLVED',
  resolvedByUuid: null,
  resolvedOn: null,
  updatedOn: made.createdOn,
})

/** Everybody may say that it is done, or not; only its creator may say it otherwise. */
export function withChange(task: Task, { content, state }: TaskChange, by: { actor: string; at: string }): Task {
  if (content && task.creatorUuid !== by.actor)
    throw new Forbidden('Only the creator of a task can change what it says.')
  const said = content ? { ...task, content: asContent(content.raw) } : task
  return { ...withState(said, state ?? task.state, by), updatedOn: by.at }
}

function withState(task: Task, state: TaskState, { actor, at }: { actor: string; at: string }): Task {
  if (state === task.state) return task
  const isResolved = state === 'RESOLVED'
  return { ...task, state, resolvedByUuid: isResolved ? actor : null, resolvedOn: isResolved ? at : null }
}

export function refuseRemoval({ creatorUuid }: Task, actor: string, isAdmin: boolean): void {
  if (creatorUuid !== actor && !isAdmin)
    throw new Forbidden('Only the creator of a task and administrators of the repository can delete it.')
}

/** Whether it counts among those that are to be done. */
export const isToBeDone = ({ state, isPending }: Task): boolean => state === 'UNRESOLVED' && !isPending
