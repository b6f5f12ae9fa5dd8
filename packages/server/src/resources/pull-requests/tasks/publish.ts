import type { Db } from '../../../db/tables/index.ts'
import type { PullRequest } from '../pull-request.ts'
import { countTasks } from '../store.ts'
import * as store from './store.ts'
import { isToBeDone } from './task.ts'

interface Published {
  id: number
  userUuid: string
  pullRequest: PullRequest
}

/** Publishes with a comment the tasks that its author held back on it. */
export async function publishTasksOn(tx: Db, comment: Published): Promise<void> {
  const tasks = await store.listPending(tx, comment.pullRequest, comment)
  const published = tasks.map(task => ({ ...task, isPending: false }))
  for (const task of published) await store.save(tx, task)
  const more = published.filter(isToBeDone).length
  if (more > 0) await countTasks(tx, comment.pullRequest, more)
}
