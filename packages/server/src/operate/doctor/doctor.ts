import { migrate } from '@pail/db'
import type { Config } from '../../config.ts'
import { migrations } from '../../db/migrations/index.ts'
import { openMachines } from '../machines.ts'
import { schemaState } from '../schema-state.ts'
import { contents, leftContents } from './blob-checks.ts'
import type { Check, Fault, Patient } from './check.ts'
import { gitVersion, hostKeys, keyFile, leftovers, writableDirectories } from './machine-checks.ts'
import { danglingRows, openIntents, stuckJobs } from './row-checks.ts'
import { searchIndex } from './search-checks.ts'
import { mainBranches, soundness, storages } from './storage-checks.ts'
import { foundTexts } from './text-checks.ts'

/** The tables are those that this program knows; nothing else can be said of them otherwise. */
const schema: Check = {
  name: 'migrations',
  async look({ database, serving }) {
    const { missing, unknown } = await schemaState(database)
    if (unknown.length > 0)
      return [{ about: `the database is of a newer Pail: ${unknown.join(', ')}`, mend: 'run the doctor of that Pail' }]
    if (missing.length === 0) return []
    const fault = { about: `the database lacks ${missing.join(', ')}`, mend: 'start Pail, or run pail doctor --fix' }
    return [serving ? fault : { ...fault, fix: () => migrate(database, migrations).then(() => {}) }]
  },
}

const FIRST: readonly Check[] = [gitVersion, writableDirectories, schema]
const REST: readonly Check[] = [
  storages,
  soundness,
  contents,
  leftContents,
  openIntents,
  mainBranches,
  danglingRows,
  foundTexts,
  stuckJobs,
  searchIndex,
  keyFile,
  hostKeys,
  leftovers,
]

/** What became of a fault. */
export interface Found {
  about: string
  mend: string
  mended: boolean
}

export interface Report {
  serving: boolean
  checks: { name: string; faults: Found[] }[]
}

/** Looks at everything, mends what is safe when asked to, and says what is left. */
export async function examine(
  config: Config,
  { fix, say }: { fix: boolean; say: (line: string) => void },
): Promise<Report> {
  const machines = await openMachines(config)
  try {
    return await examineWith({ ...machines, config, say }, fix)
  } finally {
    await machines.close()
  }
}

export async function examineWith(patient: Patient, fix: boolean): Promise<Report> {
  const report: Report = { serving: patient.serving, checks: [] }
  const run = async (check: Check) => {
    patient.say(check.name)
    const faults = await check.look(patient)
    report.checks.push({ name: check.name, faults: await settle(faults, fix) })
  }
  for (const check of FIRST) await run(check)
  if (report.checks.some(({ faults }) => faults.some(({ mended }) => !mended))) return report
  for (const check of REST) await run(check)
  return report
}

async function settle(faults: readonly Fault[], fix: boolean): Promise<Found[]> {
  const found: Found[] = []
  for (const { about, mend, fix: mending } of faults) {
    if (fix && mending) await mending()
    found.push({ about, mend, mended: fix && mending !== undefined })
  }
  return found
}
