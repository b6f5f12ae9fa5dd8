import { parseArgs } from 'node:util'
import { Failure } from '@pail/failures'
import { type Config, readConfig } from '../config.ts'
import { CannotStart } from '../data-directory.ts'
import { BadSetting } from '../settings/setting.ts'
import { rotateKeys } from '../start/rotate-keys.ts'
import { backUp } from './backup/backup.ts'
import { restore } from './backup/restore.ts'
import { copyBlobs } from './copy-blobs.ts'
import { examine } from './doctor/doctor.ts'
import { printReport } from './doctor/report.ts'
import { openMachines } from './machines.ts'
import { changeSigningKey } from './signing-key.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean' },
    fix: { type: 'boolean' },
    'with-keys': { type: 'boolean' },
    distrust: { type: 'boolean' },
  },
})
const [verb = '', place = ''] = positionals

/** The entries of `pail doctor`, `backup`, `restore`, `blobs copy`, `keys` and `signing-key`: answers the exit code. */
const VERBS: Record<string, (config: Config) => Promise<number>> = {
  async doctor(config) {
    const report = await examine(config, { fix: values.fix ?? false, say: progress })
    printReport(report, values.json ?? false)
    return report.checks.some(({ faults }) => faults.some(({ mended }) => !mended)) ? 1 : 0
  },
  async backup(config) {
    const machines = await openMachines(config)
    try {
      const withKeys = values['with-keys'] ?? false
      const { repositories, created_on } = await backUp(machines, { target: place, withKeys, say: progress })
      tell({ backup: place, repositories: repositories.length, created_on, with_keys: withKeys })
      if (!withKeys) warn(`The key file is not in this backup. Keep a copy of ${machines.place.keys} in another place:`)
      if (!withKeys) warn('without it, pipeline variables cannot be read after a restore. (--with-keys puts it in.)')
    } finally {
      await machines.close()
    }
    return 0
  },
  async restore(config) {
    const { repositories, created_on, with_keys } = await restore(config, { source: place, say: progress })
    tell({ restored: config.dataDirectory, repositories: repositories.length, created_on, with_keys })
    if (!with_keys) warn('The key file is not in this backup: put keys.json into the data directory before serving.')
    return 0
  },
  async 'copy-blobs'(config) {
    const machines = await openMachines(config)
    try {
      const { missing, ...counts } = await copyBlobs(machines, config, { to: place as Config['blobs'], say: progress })
      tell({ to: place, ...counts, missing: missing.length })
      for (const id of missing) warn(`The content ${id} is missing or damaged where it was; run pail doctor`)
      return missing.length === 0 ? 0 : 1
    } finally {
      await machines.close()
    }
  },
  async keys(config) {
    tell({ ...(await rotateKeys(config)) })
    return 0
  },
  async 'signing-key'(config) {
    const { public_key, ...facts } = await changeSigningKey(config, place, { distrust: values.distrust ?? false })
    // Only the key goes where it may be piped on.
    if (values.json) tell({ ...facts, ...(public_key && { public_key }) })
    else for (const [name, value] of Object.entries(facts)) warn(`${name.replaceAll('_', ' ').padEnd(13)} ${value}`)
    if (public_key && !values.json) process.stdout.write(public_key)
    return 0
  },
}

function tell(facts: Record<string, unknown>): void {
  const lines = Object.entries(facts).map(([name, value]) => `${name.replaceAll('_', ' ').padEnd(13)} ${value}\n`)
  process.stdout.write(values.json ? `${JSON.stringify(facts)}\n` : lines.join(''))
}

function warn(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** One line that is written over; nothing where nobody looks on. */
function progress(line: string): void {
  if (process.stderr.isTTY && !values.json) process.stderr.write(`\r\x1b[K${line}`)
}

try {
  process.exitCode = await VERBS[verb]!(readConfig())
  progress('')
} catch (error) {
  progress('')
  if (!(error instanceof CannotStart || error instanceof BadSetting || error instanceof Failure)) throw error
  warn(`pail: ${error.message}`)
  process.exitCode = 1
}
