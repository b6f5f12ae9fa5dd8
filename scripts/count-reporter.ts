interface Summary {
  type: string
  data: { file?: string; counts?: { passed: number; failed: number; cancelled: number; skipped: number } }
}

/** Sums a run up for the script that started it, and shows what failed in full. */
export default async function* countReporter(events: AsyncIterable<Summary>): AsyncGenerator<string> {
  for await (const { type, data } of events) {
    // The summary of the whole run is the one that names no file.
    if (type !== 'test:summary' || data.file !== undefined || !data.counts) continue
    const { passed, failed, cancelled, skipped } = data.counts
    yield JSON.stringify({ passed, failed: failed + cancelled, skipped })
  }
}
