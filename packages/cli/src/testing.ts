import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ADMIN_TOKEN } from '@pail/testkit'

/** How one run of the command ended. */
export interface Ran {
  code: number
  out: string
  err: string
}

/** The program's entry. */
export const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))

/** Runs the command as a person would, against one server. */
export function commandFor(url: string, settings: Record<string, string> = {}) {
  const env = { PATH: process.env.PATH, PAIL_URL: url, PAIL_TOKEN: ADMIN_TOKEN, ...settings }
  return (...args: string[]): Promise<Ran> =>
    new Promise(resolve => {
      execFile(process.execPath, [MAIN, ...args], { env, maxBuffer: 1 << 26 }, (error, out, err) =>
        resolve({ code: error ? Number(error.code ?? 1) : 0, out, err }),
      )
    })
}
