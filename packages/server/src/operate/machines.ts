import { existsSync } from 'node:fs'
import type { Blobs } from '@pail/blobs'
import { connectGitNode, type GitNode, seekConnection, startGitNode } from '@pail/git-node'
import type { Config } from '../config.ts'
import {
  CannotStart,
  type DataDirectory,
  dataDirectory,
  holdDataDirectory,
  makeDataDirectory,
} from '../data-directory.ts'
import type { PailDatabase } from '../db/tables/index.ts'
import { openBlobs } from '../kernel/blobs.ts'
import { openDatabase } from '../kernel/open-database.ts'

/** What one looks after an installation with, whether a Pail is serving it or not. */
export interface Machines {
  place: DataDirectory
  database: PailDatabase
  git: GitNode
  blobs: Blobs
  /** A Pail serves the directory now: what is under way is no fault. */
  serving: boolean
  close(): Promise<void>
}

/** Opens the database as it is, and the git node: that of the Pail that is serving, else one of our own. */
export async function openMachines(config: Config): Promise<Machines> {
  const place = dataDirectory(config.dataDirectory)
  if (!existsSync(place.git) || !(config.databaseUrl || existsSync(place.database)))
    throw new CannotStart(`There is no Pail in ${place.path}; set PAIL_DATA to where its data is`)
  makeDataDirectory(place)
  const release = hold(place)
  try {
    const database = openDatabase(config, place)
    const git = await openGit(place, release === undefined)
    const close = async () => {
      await git.close()
      await database.close()
      release?.()
    }
    const blobs = await openBlobs({ config, place })
    return { place, database, git, blobs, serving: release === undefined, close }
  } catch (error) {
    release?.()
    throw error
  }
}

/** Keeps a Pail from starting meanwhile; nothing when one is there already. */
function hold(place: DataDirectory): (() => void) | undefined {
  try {
    return holdDataDirectory(place)
  } catch {
    return undefined
  }
}

async function openGit({ git, compileCache, path }: DataDirectory, isServing: boolean): Promise<GitNode> {
  if (!isServing) return startGitNode({ directory: git, compileCache })
  const connection = seekConnection(git)
  if (!connection)
    throw new CannotStart(`A Pail serves ${path}, but its git node cannot be found; is it just starting?`)
  return connectGitNode(connection)
}
