import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { Unavailable } from '@pail/failures'
import { bareEnvironment } from './programs.ts'

/** Where shards are asked. */
export interface Webserver {
  /** Its address; it is started when it does not run. */
  url(): Promise<string>
  /** Has it look at its folder anew: one that was removed and made again it would find late. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** A webserver that somebody else runs. */
export const runningWebserver = (url: string): Webserver => ({
  url: async () => url,
  restart: async () => {},
  close: async () => {},
})

/** A webserver of our own, on the loopback interface, started at the first use and again whenever it has ended. */
export function ownWebserver(program: string, folder: string): Webserver {
  let running: Promise<Running> | undefined
  let isClosed = false
  const stop = async () => {
    const mine = running
    running = undefined
    const child = await mine?.then(({ child }) => child).catch(() => undefined)
    if (child) await end(child)
  }
  const forget = (mine: Promise<Running>) => {
    if (running === mine) running = undefined
  }
  return {
    async url() {
      if (isClosed) throw new Error('the index is closed')
      running ??= start(program, folder)
      const mine = running
      mine.catch(() => forget(mine))
      const { url, child } = await mine
      if (!hasEnded(child)) return url
      forget(mine)
      return this.url()
    },
    restart: stop,
    close() {
      isClosed = true
      return stop()
    },
  }
}

interface Running {
  url: string
  child: ChildProcess
}

const START_MS = 20_000
const POLL_MS = 15

// The webserver ends when its standard input does: also when this process was killed.
const GUARD = '"$@" & server=$!; exec 3<&0; (while read -r _ <&3; do :; done; kill -9 $server) 2>&- & wait $server'

async function start(program: string, folder: string): Promise<Running> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const address = `127.0.0.1:${await freePort()}`
  const args = ['-index', folder, '-listen', address, '-rpc', '-html=false']
  const child = spawn('/bin/sh', ['-c', GUARD, 'sh', program, ...args], {
    env: bareEnvironment(),
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  child.stdin.on('error', () => undefined)
  let complaint = ''
  child.stderr.on('data', piece => {
    complaint = (complaint + piece).slice(-1000)
  })
  const url = `http://${address}`
  const until = Date.now() + START_MS
  while ((await readiness(url)) === undefined) {
    if (hasEnded(child)) throw new Unavailable(`zoekt-webserver does not start: ${complaint.trim().split('\n').at(-1)}`)
    if (Date.now() > until) {
      await end(child)
      throw new Unavailable('zoekt-webserver does not answer.')
    }
    await pause(POLL_MS)
  }
  return { url, child }
}

/** Whether a webserver has loaded all the shards that were there when it started. */
export const isReady = async (url: string): Promise<boolean> => (await readiness(url))?.ok ?? false

const readiness = async (url: string): Promise<Response | undefined> => {
  const answer = await fetch(`${url}/readyz`, { redirect: 'error' }).catch(() => undefined)
  await answer?.bytes()
  return answer
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  const ended = once(child, 'exit')
  child.stdin?.end()
  await ended
}

/** A port that nobody listens at now. Should somebody be faster, the webserver ends, and is started at another. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
