import { Presets, SingleBar } from 'cli-progress'
import type { Progress } from './git.ts'

/** Shows how far something is, to people only. */
export interface Bar {
  show(progress: Progress): void
  end(): void
}

/** A bar on standard error, with counts as they are to be shown; nothing where nobody looks on. */
export function bar(isWanted: boolean, shown: (count: number) => string = String): Bar {
  if (!isWanted || !process.stderr.isTTY) return { show() {}, end() {} }
  const format = '{stage} {bar} {percentage}%  {value}/{total}'
  const formatValue = (count: number, _: object, type: string) => (type === 'percentage' ? `${count}` : shown(count))
  const single = new SingleBar(
    { format, formatValue, stream: process.stderr, clearOnComplete: true, hideCursor: true, etaBuffer: 100 },
    Presets.shades_classic,
  )
  let current = ''
  return {
    show({ stage, done, of }) {
      if (stage === current) {
        single.setTotal(of)
        return single.update(done)
      }
      single.stop()
      single.start(of, done, { stage: stage.padEnd(21) })
      current = stage
    },
    end: () => single.stop(),
  }
}
