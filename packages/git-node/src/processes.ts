import { readdirSync, readFileSync } from 'node:fs'

/** For tests: the git processes that work below a folder, by what their environment says. */
export function processesOn(folder: string): number[] {
  const pids = readdirSync('/proc').filter(name => /^\d+$/.test(name))
  return pids
    .filter(pid => read(pid, 'environ').includes(`GIT_DIR=${folder}`) && read(pid, 'cmdline') !== '')
    .map(Number)
}

function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1')
  } catch {
    return ''
  }
}
