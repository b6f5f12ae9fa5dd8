import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Gives work a folder that is gone afterwards, however it ends; being told to stop ends it. */
export async function inTemporaryFolder<T>(work: (folder: string, signal: AbortSignal) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'pail-'))
  const interruption = new AbortController()
  const stop = () => interruption.abort()
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, stop)
  try {
    return await work(folder, interruption.signal)
  } finally {
    for (const signal of signals) process.off(signal, stop)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
