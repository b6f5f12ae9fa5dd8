import { readdirSync, readFileSync } from 'node:fs'

/** The kernel counts in hundredths of a second, on every Linux there is. */
const MS_PER_TICK = 10

interface Process {
  parent: number
  ticks: number
}

/** Milliseconds of processor that these processes have used, with all they started, alive or gone. */
export function cpuOf(roots: readonly number[]): number {
  const all = new Map(readdirSync('/proc').filter(isPid).flatMap(read))
  const wanted = new Set(roots)
  for (let size = 0; size < wanted.size; ) {
    size = wanted.size
    for (const [pid, { parent }] of all) if (wanted.has(parent)) wanted.add(pid)
  }
  return [...wanted].reduce((sum, pid) => sum + (all.get(pid)?.ticks ?? 0), 0) * MS_PER_TICK
}

const isPid = (name: string) => /^\d+$/.test(name)

/** Its own time, and that of the children it has waited for. */
function read(pid: string): [number, Process][] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
    return [[Number(pid), { parent: Number(fields[1]), ticks }]]
  } catch {
    return []
  }
}
