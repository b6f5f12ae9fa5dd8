import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Message } from '../protocol/message.ts'

let executable = fileURLToPath(new URL('../main.ts', import.meta.url))

/** From now on this file is run, as the bundle that users have, and not the sources. */
export function runFrom(path: string): void {
  executable = path
}

/** What one run of the command came to. */
export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  lines: string[]
  messages: Message[]
  stderr: string
}

/** A run that is still going on. */
export interface Running {
  child: ChildProcess
  /** What has been printed so far. */
  output(): string
  ended: Promise<Ended>
}

/** Documents that the command reads from files, by the name of their flag; text is written as it is. */
export type Documents = Readonly<Record<string, unknown>>

/** Starts the command as a host does: with files, in a process of its own. */
export function start(command: string, documents: Documents = {}, environment: Record<string, string> = {}): Running {
  const args = Object.entries(documents).flatMap(([name, document]) => [`--${name}`, written(name, document)])
  return startWith([command, ...args], environment)
}

/** The same with any arguments. */
export function startWith(args: readonly string[], environment: Record<string, string> = {}): Running {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', executable, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, ...environment },
  })
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name]!.setEncoding('utf8').on('data', (text: string) => {
      said[name] += text
    })
  const ended = new Promise<Ended>(resolve =>
    child.once('close', (code, signal) => resolve({ code, signal, ...partsOf(said.stdout), stderr: said.stderr })),
  )
  return { child, output: () => said.stdout, ended }
}

export const run = (command: string, documents: Documents = {}): Promise<Ended> => start(command, documents).ended

/** A process that was killed leaves its last line unfinished. */
function partsOf(stdout: string): { lines: string[]; messages: Message[] } {
  const lines = stdout.split('\n').slice(0, -1)
  return { lines, messages: lines.filter(line => line.startsWith('{')).map(line => JSON.parse(line) as Message) }
}

const folder = mkdtempSync(join(tmpdir(), 'pail-source-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
let number = 0

function written(name: string, document: unknown): string {
  const path = join(folder, `${name}-${number++}.txt`)
  writeFileSync(path, typeof document === 'string' ? document : JSON.stringify(document))
  return path
}
