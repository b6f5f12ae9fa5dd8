import type { Job } from '../../kernel/jobs.ts'

const MAINTENANCE_SECONDS = 120

/** Frees the disk of a repository that is gone from the database. */
export const removeStorage: Job<{ storage: string }> = {
  kind: 'remove-storage',
  run: ({ storage }, { git }) => git.remove(storage),
}

/** Tidies a repository that has been pushed to, and measures it. */
export const maintain: Job<{ repository: string }> = {
  kind: 'maintain-repository',
  async run({ repository }, { git, database }) {
    if (!(await git.has(repository))) return
    await git.maintain(repository, { seconds: MAINTENANCE_SECONDS })
    const { bytes } = await git.size(repository)
    await database.transact(tx =>
      tx.updateTable('repositories').set({ size: bytes }).where('uuid', '=', repository).execute(),
    )
  },
}
