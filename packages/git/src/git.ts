import type { ChildProcess } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { Unavailable } from '@pail/failures'
import { ownLimits } from './own-limits.ts'

/** What one git process may use. A process past a limit dies, and its request is refused. */
export interface Limits {
  /** The largest single allocation: no object that must be held in memory can be larger. */
  allocationBytes: number
  /** Everything a process that takes in foreign objects may map. */
  addressSpaceBytes: number
  cpuSeconds: number
  /** The largest pack that is taken in, and the largest file it may become. */
  packBytes: number
}

export const DEFAULT_LIMITS: Limits = {
  allocationBytes: 512 * 2 ** 20,
  addressSpaceBytes: 4 * 2 ** 30,
  cpuSeconds: 3600,
  packBytes: 4 * 2 ** 30,
}

/** The git program, the tools around it, and the processes that run at present. */
export interface Git {
  binary: string
  limits: Limits
  /** Sets resource limits before git starts; absent outside Linux. */
  prlimit: string | undefined
  /** Ties a long process to the life of ours; absent outside Linux. */
  setpriv: string | undefined
  /** Packs archives of that kind; absent where it is not installed. */
  bzip2: string | undefined
  running: Set<ChildProcess>
}

export function findGit(path = '/usr/local/bin:/usr/bin:/bin', limits: Partial<Limits> = {}): Git {
  const binary = findProgram('git', path)
  if (!binary) throw new Unavailable('There is no git program on this machine')
  return {
    binary,
    limits: within({ ...DEFAULT_LIMITS, ...limits }),
    prlimit: findProgram('prlimit', path),
    setpriv: findProgram('setpriv', path),
    bzip2: findProgram('bzip2', path),
    running: new Set(),
  }
}

function within(limits: Limits): Limits {
  const own = ownLimits()
  return {
    ...limits,
    addressSpaceBytes: Math.min(limits.addressSpaceBytes, own.addressSpaceBytes),
    cpuSeconds: Math.min(limits.cpuSeconds, own.cpuSeconds),
    packBytes: Math.min(limits.packBytes, own.packBytes),
  }
}

/** A bare repository on this machine's disk, and how to speak about it to git. */
export interface Repository {
  git: Git
  dir: string
  /** New objects go here instead, unseen by everyone who does not name it. */
  quarantine?: string
  /** The folder of another repository, the objects of which are within sight too. */
  beside?: string
}

export const inQuarantine = (repository: Repository, quarantine: string): Repository => ({ ...repository, quarantine })

function findProgram(name: string, path: string): string | undefined {
  return path
    .split(delimiter)
    .filter(folder => folder.startsWith('/'))
    .map(folder => join(folder, name))
    .find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Programs that git itself starts are its own and those of the system. */
export const searchPath = (git: Git): string => [...new Set([dirname(git.binary), '/usr/bin', '/bin'])].join(delimiter)
