import { Failure } from '@pail/failures'
import type { Reaction } from '../../kernel/events.ts'
import type { Forge } from '../../kernel/forge.ts'
import { enqueue, type Job } from '../../kernel/jobs.ts'
import { wishesOf } from '../commits/diff/query.ts'
import { isOpen } from './pull-request.ts'
import * as store from './store.ts'

interface Named extends Record<string, unknown> {
  repository: string
  pull_request: number
}

/** Whoever is asked to review looks at the changes next: what takes long to find out is found out before. */
export const prepareSoon: Reaction = async ({ payload }, forge) => {
  const { repository, pull_request } = payload as Named
  const key = `${repository} ${pull_request}`
  await forge.database.transact(tx => enqueue(tx, prepareComparison, { repository, pull_request }, { key }))
}

/** Lets git compare both sides as the pull request's page will ask for it, which is then known. */
export const prepareComparison: Job<Named> = {
  kind: 'prepare comparison',
  async run(named, forge) {
    await compare(forge, named).catch(error => {
      // Whoever asks is told; doing it beforehand was a favour.
      if (!(error instanceof Failure)) throw error
    })
  },
}

async function compare({ database, git, config }: Forge, { repository, pull_request }: Named): Promise<void> {
  const found = await store.seek(database.reader, { uuid: repository }, pull_request)
  if (!found || !isOpen(found)) return
  const { source, destination } = found
  const seconds = config.diffSeconds
  const base = await git.mergeBase(repository, source.hash, destination.hash, { seconds })
  await git.diffstat(repository, { from: base ?? destination.hash, to: source.hash, ...wishesOf({}), seconds })
}
