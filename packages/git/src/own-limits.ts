import { readFileSync } from 'node:fs'

const ROWS = { addressSpaceBytes: 'Max address space', cpuSeconds: 'Max cpu time', packBytes: 'Max file size' }

/** The limits that this process stands under itself, which it cannot lift for others; endless where there is none. */
export function ownLimits(): Record<keyof typeof ROWS, number> {
  const table = readTable()
  const hard = (row: string) =>
    Number(new RegExp(`^${row}\\s+\\S+\\s+(\\d+)`, 'm').exec(table)?.[1] ?? Number.POSITIVE_INFINITY)
  return {
    addressSpaceBytes: hard(ROWS.addressSpaceBytes),
    cpuSeconds: hard(ROWS.cpuSeconds),
    packBytes: hard(ROWS.packBytes),
  }
}

function readTable(): string {
  try {
    return readFileSync('/proc/self/limits', 'utf8')
  } catch {
    return ''
  }
}
