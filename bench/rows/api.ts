import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { ADMIN_TOKEN, startPail, temporary } from '@pail/testkit'
import { type Loaded, load, request } from '../load.ts'
import type { Finding } from '../report.ts'
import { type Effort, inTurns, median, round } from '../rounds.ts'

const CONNECTIONS = 32
const WRITES_A_SECOND = 20
const PATH = '/2.0/repositories/demo/measured'
const authorization = `Bearer ${ADMIN_TOKEN}`

/** One private repository by token, against a server that sends the same bytes and asks nobody. */
export async function measureApi({ rounds, seconds }: Effort): Promise<Finding[]> {
  const pail = await startPail({ PAIL_LOG: 'error' })
  await fetch(pail.origin + PATH, { method: 'POST', headers: { authorization } })
  const body = await (await fetch(pail.origin + PATH, { headers: { authorization } })).text()
  const bare = await startBare(body)
  try {
    const against = (origin: string) => () =>
      load({ origin, requests: [request(origin, PATH, { authorization })], connections: CONNECTIONS, seconds })
    const [ours, theirs] = await inTurns(rounds, against(pail.origin), against(bare.origin))
    const busy: Loaded[] = []
    for (let turn = 0; turn < rounds; turn++) busy.push(await whileWriting(pail.origin, against(pail.origin)))
    const rate = (all: Loaded[]) => median(all.map(one => one.perSecond))
    const p99 = (all: Loaded[]) => round(median(all.map(one => one.p99)), 1)
    const ratio = rate(ours) / rate(theirs)
    return [
      {
        what: `GET repository with a token, ${body.length} bytes, ${CONNECTIONS} connections`,
        ours: `${Math.round(rate(ours))}/s, p99 ${p99(ours)} ms`,
        against: `${Math.round(rate(theirs))}/s (Hono and node:sqlite alone)`,
        ratio,
        goal: '>= 0.45x, >= 12000/s',
        met: ratio >= 0.45 && rate(ours) >= 12_000,
        note: `while some ${WRITES_A_SECOND} writes a second make it read anew: ${Math.round(rate(busy))}/s, p99 ${p99(busy)} ms`,
      },
    ]
  } finally {
    bare.stop()
    await pail.stop()
  }
}

/** What is remembered between writes must not be all there is to say. */
async function whileWriting(origin: string, measure: () => Promise<Loaded>): Promise<Loaded> {
  const headers = { authorization, 'content-type': 'application/json' }
  await fetch(`${origin}${PATH}-beside`, { method: 'POST', headers })
  let goesOn = true
  const write = async () => {
    for (let number = 0; goesOn; number++) {
      const body = JSON.stringify({ description: `${number}` })
      await (await fetch(`${origin}${PATH}-beside`, { method: 'PUT', headers, body })).arrayBuffer()
      await pause(1000 / WRITES_A_SECOND)
    }
  }
  const writing = write()
  const measured = await measure()
  goesOn = false
  await writing
  return measured
}

/** A server that sends this body and does nothing else. */
export async function startBare(body: string): Promise<{ origin: string; stop(): void }> {
  const file = join(temporary('pail-bare-'), 'bare.db')
  const database = new DatabaseSync(file)
  database.exec('create table documents (workspace text, slug text, body text, primary key (workspace, slug))')
  database.prepare('insert into documents values (?, ?, ?)').run('demo', 'measured', body)
  database.close()
  const main = join(import.meta.dirname, '..', 'peers', 'bare-hono.ts')
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await new Promise(resolve =>
    child.stdout.once('data', (text: Buffer) => resolve([String(text)])),
  )) as [string]
  return { origin: /serving (\S+)/.exec(line)![1]!, stop: () => void child.kill() }
}
