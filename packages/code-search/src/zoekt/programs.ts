import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { Unavailable } from '@pail/failures'

/** The programs of Zoekt, by their places. */
export interface ZoektPrograms {
  /** zoekt-archive-index */
  indexer: string
  /** zoekt-webserver; not needed where one runs. */
  webserver?: string
}

/** Finds the programs in a folder, or else in those of the PATH. */
export function findZoekt({ folder, isRunning = false }: { folder?: string; isRunning?: boolean } = {}): ZoektPrograms {
  const folders = folder === undefined ? (process.env.PATH ?? '').split(delimiter) : [folder]
  const find = (program: string): string => {
    const place = folders.map(one => join(one, program)).find(existsSync)
    if (place === undefined) throw new Unavailable(`There is no ${program} ${folder ? `in ${folder}` : 'on the PATH'}.`)
    return place
  }
  const indexer = find('zoekt-archive-index')
  return isRunning ? { indexer } : { indexer, webserver: find('zoekt-webserver') }
}

/** What programs of others are told of ours: where programs are, and none of our settings. */
export const bareEnvironment = (): NodeJS.ProcessEnv => ({ PATH: process.env.PATH })
