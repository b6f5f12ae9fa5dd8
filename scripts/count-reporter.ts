import { relative } from 'node:path'

interface Happening {
  type: string
  data: {
    file?: string
    counts?: { passed: number; failed: number; cancelled: number; skipped: number }
    success?: boolean
    duration_ms?: number
  }
}

/** Sums a run up for the script that started it: the counts, which files failed, and the seconds that each took. */
export default async function* countReporter(events: AsyncIterable<Happening>): AsyncGenerator<string> {
  const seconds: Record<string, number> = {}
  const failing: string[] = []
  for await (const { type, data } of events) {
    if (type !== 'test:summary' || !data.counts) continue
    const { passed, failed, cancelled, skipped } = data.counts
    // The summary of the whole run is the one that names no file.
    if (data.file === undefined) {
      yield JSON.stringify({ passed, failed: failed + cancelled, skipped, failing, seconds })
      continue
    }
    const name = relative(process.cwd(), data.file)
    seconds[name] = Math.round((data.duration_ms ?? 0) / 100) / 10
    if (data.success === false) failing.push(name)
  }
}
