import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

let made: string | undefined

/** A folder that disappears with the process; without the test kit, which brings the whole server along. */
export function temporary(): string {
  made ??= mkdtempSync(join(tmpdir(), 'pail-sync-'))
  return mkdtempSync(join(made, 'place-'))
}

process.once('exit', () => made && rmSync(made, { recursive: true, force: true }))
