import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporary } from '@pail/testkit'

/** How a connector is started, and what it is given. */
export interface Connector {
  /** Arguments of Node. */
  args: readonly string[]
  config: object
  streams: readonly string[]
  mode?: 'full_refresh' | 'incremental'
  /** States of an earlier run. */
  state?: readonly object[]
  environment?: Record<string, string>
}

/** What one read of it took and gave. */
export interface SourceRun {
  code: number | null
  seconds: number
  records: Map<string, number>
  /** The last state of each stream. */
  states: object[]
  /** The most that it held, in MB. */
  memoryMb: number
  cpuSeconds: number
}

interface Line {
  record?: { stream: string }
  state?: { stream?: { stream_descriptor: { name: string } } }
}

/** Runs a connector as a host does, and counts what it says. */
export async function runSource({ args, config, streams, mode = 'incremental', state, environment }: Connector) {
  const folder = temporary('pail-bench-')
  const file = (name: string, content: unknown) => {
    writeFileSync(join(folder, name), JSON.stringify(content))
    return join(folder, name)
  }
  const configured = streams.map(name => ({
    stream: { name, json_schema: {}, supported_sync_modes: ['full_refresh', 'incremental'] },
    sync_mode: mode,
    destination_sync_mode: 'append',
  }))
  const given = ['--config', file('config.json', config), '--catalog', file('catalog.json', { streams: configured })]
  const from = performance.now()
  const child = spawn(
    process.execPath,
    [...args, 'read', ...given, ...(state ? ['--state', file('state.json', state)] : [])],
    { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, ...environment } },
  )
  const run: SourceRun = { code: null, seconds: 0, records: new Map(), states: [], memoryMb: 0, cpuSeconds: 0 }
  const watching = setInterval(() => watch(child.pid!, run), WATCH_MS)
  const ended = new Promise<number | null>(resolve => child.once('close', resolve))
  const states = await count(child.stdout, run.records)
  run.code = await ended
  clearInterval(watching)
  run.seconds = (performance.now() - from) / 1000
  return { ...run, states: [...states.values()] }
}

const WATCH_MS = 20
const TICKS_A_SECOND = 100

function watch(pid: number, run: SourceRun): void {
  try {
    run.memoryMb = Math.round(Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024)
    const facts = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
    run.cpuSeconds = (Number(facts[11]) + Number(facts[12])) / TICKS_A_SECOND
  } catch {
    // It has ended.
  }
}

const NEWLINE = 10
const RECORD = /^\{"type": ?"RECORD", ?"record": ?\{"stream": ?"(\w+)"/

/** Looks at the beginnings of lines where that is enough: what reads along must not take the cores from what is measured. */
async function count(output: AsyncIterable<Uint8Array>, records: Map<string, number>): Promise<Map<string, object>> {
  const states = new Map<string, object>()
  let rest = Buffer.alloc(0)
  for await (const piece of output) {
    const all = Buffer.concat([rest, piece])
    let start = 0
    for (let end = all.indexOf(NEWLINE); end >= 0; end = all.indexOf(NEWLINE, start)) {
      note(all.subarray(start, end), records, states)
      start = end + 1
    }
    rest = all.subarray(start)
  }
  return states
}

function note(line: Buffer, records: Map<string, number>, states: Map<string, object>): void {
  const known = RECORD.exec(line.toString('latin1', 0, 100))?.[1]
  const { record, state }: Line = known === undefined ? parsed(line.toString()) : {}
  const stream = known ?? record?.stream
  if (stream !== undefined) records.set(stream, (records.get(stream) ?? 0) + 1)
  const name = state?.stream?.stream_descriptor.name
  if (state && name !== undefined) states.set(name, state)
}

/** Some connectors print what is no message. */
function parsed(line: string): Line {
  try {
    return JSON.parse(line) as Line
  } catch {
    return {}
  }
}
