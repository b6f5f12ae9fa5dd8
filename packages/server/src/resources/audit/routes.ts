import { invalid } from '@pail/failures'
import { Sent } from '../../kernel/answer.ts'
import type { Filter } from '../../kernel/filter.ts'
import { type Operation, operation } from '../../kernel/operation.ts'
import { byPerson, type Target } from '../../kernel/target.ts'
import { administrator } from '../users/target.ts'
import { workspace } from '../workspaces/target.ts'
import { exported } from './export.ts'
import * as store from './store.ts'
import { auditQuery, auditView } from './view.ts'

const LINES = 'application/x-ndjson'

/** Which part of the log somebody may read: with a uuid that of a workspace, else all of it. */
type Part = { uuid?: string }

const everything: Target<Part> = {
  ...administrator,
  async load(ask) {
    await administrator.load(ask)
    return {}
  },
}

export const routes = [
  ...operationsOn('installation', '/pail/1/audit', everything),
  ...operationsOn('workspace', '/pail/1/workspaces/{workspace}/audit', byPerson(workspace('admin'))),
]

function operationsOn(level: 'installation' | 'workspace', at: string, on: Target<Part>): Operation[] {
  const declared = {
    scope: ['account:write', level === 'workspace' ? 'admin:workspace:bitbucket' : 'write:user:bitbucket'],
    on,
    query: auditQuery,
    filter: store.auditFields,
  }
  return [
    operation({
      ...declared,
      id: `audit.${level}.list`,
      route: `GET ${at}`,
      summary: `List the changes of credentials, permissions and settings of this ${level}, the newest first`,
      shows: auditView.list,
      handle: ({ db, on, query, filter, page }) => store.list(db, wanted(on, query, filter), page),
    }),
    operation({
      ...declared,
      id: `audit.${level}.export`,
      route: `GET ${at}/export`,
      summary: `Send the same changes as JSON lines, the oldest first`,
      sends: LINES,
      handle: async ({ db, on, query, filter }) => new Sent(exported(db, wanted(on, query, filter)), { type: LINES }),
    }),
  ]
}

function wanted({ uuid }: Part, { from, until }: { from?: string; until?: string }, filter: Filter): store.Wanted {
  return { ...filter, workspace: uuid, from: asMoment('from', from), until: asMoment('until', until) }
}

const MOMENT = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/

function asMoment(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const time = MOMENT.test(text) ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(time)) return new Date(time).toISOString()
  const complaint = 'not a date such as 2027-01-31 or 2027-01-31T12:00:00Z'
  throw invalid(name, complaint)
}
