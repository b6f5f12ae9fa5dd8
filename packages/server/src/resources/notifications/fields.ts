import type { Columns } from '@pail/db'

/** What an inbox can be filtered and sorted by. */
export const notificationFields: Columns = {
  id: { type: 'text', column: 'notifications.id' },
  reason: { type: 'text', column: 'notifications.reason' },
  read: { type: 'flag', column: 'notifications.is_read' },
  created_on: { type: 'time', column: 'notifications.created_on' },
  'actor.uuid': { type: 'uuid', column: 'notifications.actor_uuid' },
  'repository.uuid': { type: 'uuid', column: 'notifications.repository_uuid' },
  'repository.name': { type: 'text', column: 'repositories.name' },
}
