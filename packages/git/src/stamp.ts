import { statSync } from 'node:fs'
import { join } from 'node:path'

/** What the file system says about a file or folder, to see later whether it was touched. */
export interface Stamp {
  path: string
  mark: string
  changedNs: bigint
}

export function stamp(dir: string, path: string): Stamp {
  const stat = statSync(join(dir, path), { bigint: true, throwIfNoEntry: false })
  return { path, mark: stat ? `${stat.mtimeNs}.${stat.ino}.${stat.size}` : '', changedNs: stat?.mtimeNs ?? 0n }
}

export const isUntouched = (dir: string, { path, mark }: Stamp): boolean => stamp(dir, path).mark === mark

/** File times tick coarsely: what changed just before it was looked at can change again and look the same. */
const TICK_NS = 20_000_000n

export const isSettled = ({ changedNs }: Stamp, lookedAtMs: number): boolean =>
  changedNs < BigInt(lookedAtMs) * 1_000_000n - TICK_NS
