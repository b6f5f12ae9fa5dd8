import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { AuditRecord } from '@pail/client'
import { Command } from 'commander'
import { limited, type Most, taken } from './list.ts'
import { sessionOf } from './session.ts'
import { type Column, day, showAll } from './show.ts'

const columns: Column<AuditRecord>[] = [
  ['when', record => day(record.created_on)],
  ['who', record => record.actor_name],
  ['with', record => record.credential?.kind],
  ['from', record => record.address],
  ['operation', record => record.operation],
  ['path', record => record.path],
]

interface Wish extends Most {
  query?: string
  from?: string
  until?: string
  export?: true
}

/** `pail audit`: who changed credentials, permissions and settings. */
export function auditCommand(): Command {
  return limited(new Command('audit'))
    .description('who changed credentials, permissions and settings, when, and from where')
    .argument('[workspace]', 'of one workspace; of all of the installation, unless given')
    .option('-q, --query <query>', 'such as \'operation ~ "tokens"\'')
    .option('--from <date>', 'not before, such as 2027-01-31')
    .option('--until <date>', 'before')
    .option('--export', 'all of it as JSON lines, the oldest first')
    .action(audit)
}

async function audit(workspace: string | undefined, { query, export: whole, ...wish }: Wish, me: Command) {
  const { client, json } = sessionOf(me)
  const { limit, ...range } = wish
  const wanted = { ...range, q: query }
  if (whole) return send(await client.core.answer('GET', exportPath(workspace, wanted)))
  const { installation, workspace: within } = client.audit
  const found =
    workspace === undefined
      ? installation.list({ ...wanted, pagelen: 100 })
      : within.list({ ...wanted, workspace, pagelen: 100 })
  showAll(await taken(found, { limit }), columns, json)
}

function exportPath(workspace: string | undefined, wanted: Record<string, string | undefined>): string {
  const given = Object.entries(wanted).filter((one): one is [string, string] => one[1] !== undefined)
  const at = workspace === undefined ? '/pail/1/audit' : `/pail/1/workspaces/${encodeURIComponent(workspace)}/audit`
  return `${at}/export?${new URLSearchParams(given)}`
}

async function send({ body }: Response): Promise<void> {
  if (body) await pipeline(Readable.fromWeb(body as never), process.stdout, { end: false })
}
