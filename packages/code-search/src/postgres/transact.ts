import { type Client, lend, type Pool } from './pool.ts'

/** Does all of the work or nothing; ends early when the signal is aborted. */
export function transact<T>(
  pool: Pool,
  signal: AbortSignal | undefined,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  return lend(pool, signal, async client => {
    await client.query('begin')
    try {
      const answer = await work(client)
      signal?.throwIfAborted()
      await client.query('commit')
      return answer
    } catch (error) {
      await client.query('rollback').catch(() => {})
      throw error
    }
  })
}
