import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { Failed } from './failure.ts'

/** How far git is with one stage of its work. */
export interface Progress {
  stage: string
  done: number
  of: number
}

export interface GitCall {
  args: readonly string[]
  cwd?: string
  env?: Readonly<Record<string, string>>
  onProgress?: ((progress: Progress) => void) | undefined
  signal?: AbortSignal | undefined
}

/** Variables that would lead git to another repository than the one it is told, and what it need not know. */
const MISLEADING =
  /^GIT_(DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|NAMESPACE|COMMON_DIR|PREFIX|CONFIG.*)$|^PAIL_TOKEN$/

/** Runs the git of whoever calls, with their keys and helpers, and answers what it printed. */
export async function git({ args, cwd, env = {}, onProgress, signal }: GitCall): Promise<string> {
  const mine = Object.entries(process.env).filter(([name]) => !MISLEADING.test(name))
  const child = spawn('git', args, {
    ...(cwd !== undefined && { cwd }),
    ...(signal && { signal }),
    env: { ...Object.fromEntries(mine), LC_ALL: 'C', ...env },
    stdio: ['inherit', 'pipe', 'pipe'],
  })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
  const said: string[] = []
  createInterface({ input: child.stderr }).on('line', line => {
    const progress = progressIn(line)
    if (progress) onProgress?.(progress)
    else said.push(line)
  })
  const code = await new Promise<number | null>((done, fail) => {
    child.once('error', fail)
    child.once('close', done)
  }).catch(error => {
    throw signal?.aborted ? error : new Failed(`git cannot be started: ${error.message}`)
  })
  signal?.throwIfAborted()
  if (code !== 0) throw new Failed(`git ${args[0]}: ${complaint(said) ?? `ended with ${code}`}`)
  return printed
}

/** `Receiving objects:  45% (123/270), 1.2 MiB`, with `remote: ` in front where the other side tells it. */
export function progressIn(line: string): Progress | undefined {
  const found = /^(?:remote: )?([A-Z][a-z]+(?: [a-z]+)*): +\d+% \((\d+)\/(\d+)\)/.exec(line)
  return found ? { stage: found[1]!, done: Number(found[2]), of: Number(found[3]) } : undefined
}

/** The line that says most of all that git has said. */
function complaint(lines: readonly string[]): string | undefined {
  const useful = lines.filter(line => line.trim() !== '' && !/^(hint|warning): /.test(line))
  const rejected = useful.filter(line => line.startsWith(' ! '))
  const chosen =
    rejected.length > 0
      ? rejected.slice(0, 5).map(line => line.slice(3).trim())
      : [useful.find(isFatal) ?? useful.at(-1)]
  return chosen.filter(line => line !== undefined).join('; ') || undefined
}

const isFatal = (line: string): boolean => /^(fatal|error|remote: error|remote: fatal): /.test(line)
