import type { Payload } from '../../kernel/payload.ts'
import * as store from './store.ts'
import { projectView } from './view.ts'

const updated: Payload = async ({ payload }, { db, show }) => {
  const project = await store.byUuid(db, payload.project as string)
  return project && { project: show(projectView, project, 'listed'), changes: payload.changes }
}

export const payloads = { 'project:updated': updated } satisfies Record<string, Payload>
