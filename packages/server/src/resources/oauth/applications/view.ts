import { Type } from 'typebox'
import { text, time, value, view } from '../../../kernel/view.ts'
import type { Application } from './application.ts'

/** An application that may act in somebody's name; of its consumer no more than everybody is told who is asked. */
export const applicationView = view<Application>('application', {
  key: text(a => a.consumer.key),
  name: text(a => a.consumer.name),
  description: text(a => a.consumer.description),
  url: text(a => a.consumer.url),
  scopes: value(Type.Array(Type.String()), a => a.scopes),
  allowed_on: time(a => a.since),
})
