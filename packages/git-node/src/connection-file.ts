import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Connection } from './exchange.ts'

/** Whoever may read the repositories' directory may as well ask the node that serves it: backups and checks do. */
const fileIn = (directory: string): string => join(directory, 'connection.json')

export function leaveConnection(directory: string, connection: Connection): void {
  const file = fileIn(directory)
  rmSync(file, { force: true })
  writeFileSync(file, JSON.stringify(connection), { mode: 0o600 })
}

export const forgetConnection = (directory: string): void => rmSync(fileIn(directory), { force: true })

/** How to reach the node that serves a directory, if one does. */
export function seekConnection(directory: string): Connection | undefined {
  try {
    return JSON.parse(readFileSync(fileIn(directory), 'utf8')) as Connection
  } catch {
    return undefined
  }
}
