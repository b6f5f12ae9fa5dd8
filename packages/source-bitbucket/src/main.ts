#!/usr/bin/env -S node --max-semi-space-size=8
// A young generation of the usual size would be most of what the process needs: pages are gone as soon as they are written.
import { run } from './commands/run.ts'

await run(process.argv.slice(2))
