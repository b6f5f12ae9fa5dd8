import { accessSync, constants, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** The places under PAIL_DATA. */
export interface DataDirectory {
  path: string
  database: string
  keys: string
  /** The folder of the keys by which SSH clients know the server. */
  ssh: string
  /** The folder of the key by which the server signs commits. */
  signing: string
  /** Where programs that the system's sshd starts find the process that serves. */
  sshSocket: string
  git: string
  /** The folder of files that are kept as they came: downloads. */
  blobs: string
  /** The file of the search index, which can be built again at any time. */
  searchIndex: string
  /** The folder of the ledger and the shards of Zoekt, which can be built again as well. */
  zoekt: string
  compileCache: string
}

/** A reason not to start that a person can do something about; one line. */
export class CannotStart extends Error {
  override name = 'CannotStart'
}

export function dataDirectory(path: string): DataDirectory {
  const at = (name: string) => join(resolve(path), name)
  return {
    path: resolve(path),
    database: at('pail.db'),
    keys: at('keys.json'),
    ssh: at('ssh'),
    signing: at('signing'),
    sshSocket: at('ssh/door.sock'),
    git: at('git'),
    blobs: at('blobs'),
    searchIndex: at('search.db'),
    zoekt: at('zoekt'),
    compileCache: at('cache/compile'),
  }
}

/** Makes the directory where it is missing, for this user's eyes only. */
export function makeDataDirectory({ path }: DataDirectory): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    accessSync(path, constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new CannotStart(`The data directory ${path} cannot be written: ${(error as Error).message}`)
  }
}

/**
 * Keeps a second Pail out for as long as this process lives. The lock is one that the operating system
 * gives back when the process ends, however it ends; the answer gives it back earlier.
 */
export const holdDataDirectory = ({ path }: DataDirectory): (() => void) =>
  hold(join(path, 'lock'), `The data directory ${path} is in use by another Pail`)

/** The same for work on the key file, which may be done while a Pail serves. */
export const holdKeys = ({ path }: DataDirectory): (() => void) =>
  hold(join(path, 'keys.lock'), 'The keys are being changed already')

function hold(file: string, complaint: string): () => void {
  const lock = openLock(file)
  try {
    lock.exec('PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch {
    lock.close()
    throw new CannotStart(complaint)
  }
  return () => lock.close()
}

function openLock(file: string): DatabaseSync {
  try {
    return new DatabaseSync(file)
  } catch (error) {
    throw new CannotStart(`${file} cannot be written: ${(error as Error).message}`)
  }
}
