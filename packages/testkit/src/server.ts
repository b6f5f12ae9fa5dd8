import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { atExit } from './at-exit.ts'

const MAIN = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url))
const STARTS_WITHIN_MS = 60_000

/** The administrator's token of every server that tests start. */
export const ADMIN_TOKEN = 'a-token-for-tests-only'
export const ADMIN_EMAIL = 'admin@localhost'

/** A real Pail in a process of its own. */
export interface PailProcess {
  origin: string
  data: string
  child: ChildProcess
  /** Everything it has printed. */
  output(): string
  /** Ends it and answers its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

/**
 * Starts one on a free port; `data` is a new directory unless one is given, and is then kept. A `wrapper` is a command
 * that ends by executing what follows it.
 */
export async function startPail(
  settings: Record<string, string> = {},
  data?: string,
  wrapper: readonly string[] = [],
): Promise<PailProcess> {
  const folder = data ?? mkdtempSync(join(tmpdir(), 'pail-served-'))
  if (!data) atExit(() => rmSync(folder, { recursive: true, force: true }))
  const environment = {
    PATH: process.env.PATH,
    HOME: folder,
    PAIL_DATA: folder,
    PAIL_PORT: '0',
    PAIL_SSH: 'off',
    PAIL_ADMIN_TOKEN: ADMIN_TOKEN,
    PAIL_LOG: 'warn',
    PAIL_DEMO: 'off',
    // Few tests search code.
    PAIL_SEARCH: 'off',
    ...settings,
  }
  const [command = '', ...args] = [...wrapper, process.execPath, '--disable-warning=ExperimentalWarning', MAIN]
  const child = spawn(command, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text))
  const exit = new Promise<number | null>(resolve => child.once('exit', code => resolve(code)))
  const origin = await started(child, () => output, exit)
  letGo(child)
  return {
    origin,
    data: folder,
    child,
    output: () => output,
    stop(signal = 'SIGTERM') {
      child.ref()
      child.kill(signal)
      return exit
    },
  }
}

/** A test that fails leaves its server behind; the process may end all the same, and takes the server with it. */
function letGo(child: ChildProcess): void {
  atExit(() => child.kill('SIGKILL'))
  child.unref()
  for (const stream of [child.stdout, child.stderr]) (stream as Socket | null)?.unref()
}

async function started(child: ChildProcess, output: () => string, exit: Promise<number | null>): Promise<string> {
  const deadline = Date.now() + STARTS_WITHIN_MS
  let code: number | null | undefined
  void exit.then(ended => (code = ended))
  while (Date.now() < deadline) {
    const origin = /serving (https?:\S+)/.exec(output())?.[1]
    if (origin) return origin
    if (code !== undefined) throw new Error(`Pail ended with ${code}: ${output()}`)
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  child.kill('SIGKILL')
  throw new Error(`Pail did not start: ${output()}`)
}
