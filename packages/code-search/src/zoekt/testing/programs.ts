import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const PROGRAMS = ['zoekt-archive-index', 'zoekt-webserver']

/** Whether Zoekt is here. Where it is not, its tests are left out, and a line says so: no package of a distribution has it. */
export function hasZoekt(): boolean {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const missing = PROGRAMS.filter(program => !folders.some(folder => existsSync(join(folder, program))))
  if (missing.length > 0) console.log(`left out: code search on Zoekt, as there is no ${missing.join(' and no ')}`)
  return missing.length === 0
}
