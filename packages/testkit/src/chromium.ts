import { type ChildProcess, spawn } from 'node:child_process'
import { atExit } from './at-exit.ts'
import { temporary } from './git.ts'

/** One tab of a real browser. */
export interface Tab {
  /** Loads an address and answers once all of it is there. */
  visit(address: string): Promise<void>
  /** Does something that leads to another page, such as a click, and answers once that is there. */
  follow(script: string): Promise<void>
  /** What a script answers that runs in the page. */
  // biome-ignore lint/suspicious/noExplicitAny: a test says itself what it expects to find
  read(script: string): Promise<any>
  /** Tells the browser something in its own protocol, such as to have a security key. */
  tell(method: string, params?: Params): Promise<Params>
  /** What the browser has complained about, such as something that a policy forbids. */
  complaints: string[]
  close(): Promise<void>
}

type Params = Record<string, unknown>
interface Message {
  id?: number
  method?: string
  params?: Params
  result?: Params
  error?: { message: string }
}

const STARTS_WITHIN_MS = 30_000

/** Starts Chromium without a window, with a profile that disappears. */
export async function openTab(): Promise<Tab> {
  const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run']
  // Nobody outside is asked for anything, whatever a page names.
  flags.push('--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost')
  const folder = temporary('pail-chromium-')
  const args = [...flags, '--remote-debugging-port=0', `--user-data-dir=${folder}`, 'about:blank']
  const child = spawn('chromium', args, { stdio: ['ignore', 'ignore', 'pipe'] })
  atExit(() => child.kill('SIGKILL'))
  const wire = await connect(await addressOf(child))
  const { targetId } = await wire.call('Target.createTarget', { url: 'about:blank' })
  const { sessionId } = await wire.call('Target.attachToTarget', { targetId, flatten: true })
  const call = (method: string, params: Params = {}) => wire.call(method, params, sessionId as string)
  const complaints: string[] = []
  wire.on('Log.entryAdded', ({ entry }) => complaints.push((entry as { text: string }).text))
  for (const domain of ['Page', 'Runtime', 'Log']) await call(`${domain}.enable`)
  const read: Tab['read'] = async script => {
    const { result } = await call('Runtime.evaluate', { expression: script, awaitPromise: true, returnByValue: true })
    return (result as { value?: unknown }).value
  }
  const loading = (act: () => Promise<unknown>) => {
    const loaded = wire.once('Page.loadEventFired')
    return act().then(() => loaded)
  }
  return {
    visit: address => loading(() => call('Page.navigate', { url: address })),
    follow: script => loading(() => read(script)),
    read,
    tell: call,
    complaints,
    async close() {
      const ended = new Promise(resolve => child.once('exit', resolve))
      child.kill('SIGKILL')
      await ended
    },
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const late = setTimeout(() => reject(new Error(`Chromium did not start: ${said}`)), STARTS_WITHIN_MS)
    child.once('error', reject).once('exit', () => reject(new Error(`Chromium ended: ${said}`)))
    child.stderr!.on('data', part => {
      said += part
      const address = /listening on (ws:\S+)/.exec(said)?.[1]
      if (!address) return
      clearTimeout(late)
      resolve(address)
    })
  })
}

/** The protocol in which Chromium is told what to do. */
async function connect(address: string) {
  const socket = new WebSocket(address)
  const waiting = new Map<number, (message: Message) => void>()
  const listeners = new Map<string, Set<(params: Params) => void>>()
  let last = 0
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message
    if (message.id !== undefined) waiting.get(message.id)?.(message)
    else for (const listener of listeners.get(message.method ?? '') ?? []) listener(message.params ?? {})
  })
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve)
    socket.addEventListener('error', reject)
  })
  const on = (method: string, listener: (params: Params) => void) => {
    listeners.set(method, (listeners.get(method) ?? new Set()).add(listener))
    return () => void listeners.get(method)?.delete(listener)
  }
  return {
    on,
    once: (method: string): Promise<void> =>
      new Promise(resolve => {
        const off = on(method, () => {
          off()
          resolve()
        })
      }),
    call: (method: string, params: Params, sessionId?: string): Promise<Params> =>
      new Promise((resolve, reject) => {
        const id = ++last
        waiting.set(id, ({ result, error }) => {
          waiting.delete(id)
          if (error) reject(new Error(`${method}: ${error.message}`))
          else resolve(result ?? {})
        })
        socket.send(JSON.stringify({ id, method, params, sessionId }))
      }),
  }
}
