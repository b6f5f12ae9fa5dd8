import { Type } from 'typebox'
import { count, embed, text, view, zuluTime } from '../../../../kernel/view.ts'
import type { Progress, SearchState } from './state.ts'

/** Which index is meant: that of one repository, or all of it. */
export const reindexInput = Type.Object({
  repository: Type.Optional(Type.String({ minLength: 3, maxLength: 250, pattern: '^[^/]+/[^/]+$' })),
})

export const progressView = view<Progress>('search_reindex', {
  state: text(p => (p.done < p.repositories ? 'running' : 'done')),
  started_on: zuluTime(p => p.startedOn),
  repositories: count(p => p.repositories),
  done: count(p => p.done),
  failing: count(p => p.failing),
})

export const stateView = view<SearchState>('search_state', {
  repositories: count(s => s.repositories),
  indexed: count(s => s.indexed),
  waiting: count(s => s.waiting),
  failing: count(s => s.failing),
  last_error: text(s => s.lastError),
  reindex: embed(
    () => progressView,
    s => s.rebuild,
  ),
})
