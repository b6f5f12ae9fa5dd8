// Written by scripts/generate-client.ts from the operations: change those.
import type { Core, Listed } from '../core.ts'
import type { Application } from './schemas.ts'

export const oauth = (core: Core) => ({
  applications: {
    /** List the applications that the caller has let act in their name. `GET /pail/1/user/applications` */
    list: (at: Listed = {}) =>
      core.list<Application>('/pail/1/user/applications', at),
    /** Take back what an application was let do; its tokens are refused at once. `DELETE /pail/1/user/applications/{consumer_key}` */
    revoke: (at: { consumer_key: string }) =>
      core.send<void>('DELETE', '/pail/1/user/applications/{consumer_key}', at),
  },
})
