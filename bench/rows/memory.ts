import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { ADMIN_TOKEN, startPail, temporary } from '@pail/testkit'
import type { Finding } from '../report.ts'

const REST_MS = 5000
const GOALS = { api: 120, node: 70 }

/** Both processes of a second start, after one request and a rest. */
export async function measureMemory(): Promise<Finding[]> {
  const data = temporary('pail-memory-')
  const first = await startPail({}, data)
  await first.stop()
  const pail = await startPail({}, data)
  await fetch(`${pail.origin}/2.0/user`, { headers: { authorization: `Bearer ${ADMIN_TOKEN}` } })
  await new Promise(resolve => setTimeout(resolve, REST_MS))
  const api = residentMb(pail.child.pid!)
  const children = execFileSync('pgrep', ['-P', String(pail.child.pid)], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map(Number)
  const node = Math.max(...children.map(residentMb))
  await pail.stop()
  const row = (what: string, mb: number, goal: number): Finding => ({
    what,
    ours: `${mb} MB`,
    against: 'the limit',
    goal: `<= ${goal} MB`,
    met: mb <= goal,
  })
  return [
    row('memory at rest, second start: API process', api, GOALS.api),
    row('memory at rest, second start: git node', node, GOALS.node),
  ]
}

const residentMb = (pid: number): number =>
  Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024)
