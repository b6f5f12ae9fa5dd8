import { parseArgs } from 'node:util'
import { type Finding, keep, print } from './report.ts'
import { type Effort, FULL, QUICK } from './rounds.ts'
import { measureApi } from './rows/api.ts'
import { measureAuthentication } from './rows/authentication.ts'
import { measureClient } from './rows/client.ts'
import { measureCode } from './rows/code.ts'
import { measureDownloads } from './rows/downloads.ts'
import { measureGit } from './rows/git.ts'
import { measureLfs } from './rows/lfs.ts'
import { measureLists } from './rows/lists.ts'
import { measureMemory } from './rows/memory.ts'
import { measureMerging } from './rows/merging.ts'
import { measurePullRequests } from './rows/pull-requests.ts'
import { measureSearch } from './rows/search.ts'
import { measureSource } from './rows/source.ts'
import { measureSsh } from './rows/ssh.ts'
import { measureWebhooks } from './rows/webhooks.ts'

/** Every figure is taken beside a peer or a limit in the same run; `--only api,git,…` takes some, `--quick` less of all. */
const PARTS = {
  memory: measureMemory,
  api: measureApi,
  authentication: measureAuthentication,
  client: measureClient,
  lists: async (effort: Effort) => [...(await measureLists(effort)), ...(await measurePullRequests(effort))],
  git: measureGit,
  code: measureCode,
  downloads: measureDownloads,
  lfs: measureLfs,
  merging: measureMerging,
  search: measureSearch,
  source: measureSource,
  ssh: measureSsh,
  webhooks: measureWebhooks,
}

// So that what was started is stopped then, too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const { values } = parseArgs({ options: { only: { type: 'string' }, quick: { type: 'boolean' } } })
const wanted = values.only?.split(',') ?? Object.keys(PARTS)
const findings: Finding[] = []
for (const [name, measure] of Object.entries(PARTS).filter(([name]) => wanted.includes(name))) {
  console.log(`\n== ${name}`)
  const found = await measure(values.quick ? QUICK : FULL)
  print(found)
  findings.push(...found)
}
if (!values.quick && !values.only) keep(findings)
process.exit(0)
