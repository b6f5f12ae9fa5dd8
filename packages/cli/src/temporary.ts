import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Gives work a folder that is gone afterwards, however it ends; being told to stop ends it. */
export async function inTemporaryFolder<T>(work: (folder: string, signal: AbortSignal) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'pail-'))
  try {
    return await untilInterrupted(signal => work(folder, signal))
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Gives work a signal for when the process is told to stop. */
export async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const interruption = new AbortController()
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  const stop = () => interruption.abort()
  for (const signal of signals) process.on(signal, stop)
  try {
    return await work(interruption.signal)
  } finally {
    for (const signal of signals) process.off(signal, stop)
  }
}
