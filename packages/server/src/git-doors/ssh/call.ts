import type { Readable, Writable } from 'node:stream'

/** One thing that somebody with a key asked for, however the line to them is made. */
export interface Call {
  /** SHA-256 of the key in base64, as the keys are stored. */
  fingerprint: string
  /** Absent when a shell was asked for. */
  command: string | undefined
  /** What `GIT_PROTOCOL` says. */
  protocol: string
  input: Readable
  output: Writable
  /** Lines for the person, beside the answer. */
  complain(text: string): void
  /** The caller has gone. */
  signal: AbortSignal
}

/** Writes what fits in memory, and waits until there is room for more. */
export async function say({ output, signal }: Call, bytes: Buffer): Promise<void> {
  signal.throwIfAborted()
  if (output.write(bytes)) return
  const { promise, resolve } = Promise.withResolvers<void>()
  output.once('drain', resolve).once('close', resolve)
  await promise
  output.off('drain', resolve).off('close', resolve)
  signal.throwIfAborted()
}
