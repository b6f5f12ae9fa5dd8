// Written by scripts/generate-client.ts from the operations: change those.
import type { Core, Filtered } from '../core.ts'
import type { AuditRecord } from './schemas.ts'

export const audit = (core: Core) => ({
  installation: {
    /** List the changes of credentials, permissions and settings of this installation, the newest first. `GET /pail/1/audit` */
    list: (at: { from?: string | undefined; until?: string | undefined } & Filtered = {}) =>
      core.list<AuditRecord>('/pail/1/audit', at),
    /** Send the same changes as JSON lines, the oldest first. `GET /pail/1/audit/export` */
    export: (at: { from?: string | undefined; until?: string | undefined } = {}) =>
      core.send<Blob | string>('GET', '/pail/1/audit/export', at),
  },
  workspace: {
    /** List the changes of credentials, permissions and settings of this workspace, the newest first. `GET /pail/1/workspaces/{workspace}/audit` */
    list: (at: { workspace: string; from?: string | undefined; until?: string | undefined } & Filtered) =>
      core.list<AuditRecord>('/pail/1/workspaces/{workspace}/audit', at),
    /** Send the same changes as JSON lines, the oldest first. `GET /pail/1/workspaces/{workspace}/audit/export` */
    export: (at: { workspace: string; from?: string | undefined; until?: string | undefined }) =>
      core.send<Blob | string>('GET', '/pail/1/workspaces/{workspace}/audit/export', at),
  },
})
