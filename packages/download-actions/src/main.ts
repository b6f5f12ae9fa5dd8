#!/usr/bin/env node
import { run } from './command/run.ts'

const control = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => control.abort())
// Whoever read what we print has gone; there is nobody to tell.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

process.exitCode = await run(process.argv.slice(2), control.signal)
