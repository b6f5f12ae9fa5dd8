import { spawn } from 'node:child_process'
import { appendFileSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../packages/db/src/testing.ts'
import { leftOut, type Need, provide } from './needs.ts'

const root = join(import.meta.dirname, '..')
const inCi = process.env.CI === 'true'

interface Stage {
  name: string
  files: string[]
  environment?: Record<string, string>
  needs?: readonly Need[]
  /** Without these some of its tests skip themselves. */
  wants?: readonly Need[]
  /** How many files at once. */
  abreast?: number
}

/** What one of the databases alone has is tested on that one alone. */
const without = (dialect: string, pattern: string) =>
  globSync(pattern, { cwd: root }).filter(file => !file.includes(dialect))

/** These are about the protocol of SSH, before any row is read. */
const BEFORE_ROWS = ['git-doors/ssh/abuse.test.ts', 'git-doors/ssh/older-clients.test.ts']
const aboutRows = (file: string) => !BEFORE_ROWS.some(name => file.endsWith(name))

/** Fast to slow: what stands beside the code, the same on PostgreSQL, then the whole with real programs. */
const stages: readonly Stage[] = [
  {
    name: 'packages, on SQLite',
    files: without('postgres', 'packages/*/src/**/*.test.ts'),
    wants: ['openssh-client', 'dropbear-bin'],
  },
  {
    name: 'slices, on PostgreSQL',
    files: without('sqlite', 'packages/{db/src,server/src,code-search/src/postgres}/**/*.test.ts').filter(aboutRows),
    environment: { DB: 'pg' },
    needs: ['postgresql'],
    wants: ['openssh-client', 'dropbear-bin'],
  },
  { name: 'sweeps', files: ['test/sweeps/*.test.ts'] },
  {
    name: 'acceptance',
    files: ['test/scripts/*.test.ts'],
    needs: ['postgresql', 'chromium'],
    wants: ['openssh-client', 'openssh-server', 'git-lfs'],
  },
]

interface Counts {
  passed: number
  failed: number
  skipped: number
}

/** What the reporter says of a run. */
interface Report extends Counts {
  /** The files in which a test failed. */
  failing: readonly string[]
  seconds: Readonly<Record<string, number>>
}

/**
 * A stage, and once more alone what failed in it: what passes then stumbled over the load of the others. It is named as
 * unsteady for somebody to mend, and is no reason to refuse a change that has nothing to do with it.
 */
async function run(stage: Stage): Promise<Report> {
  console.log(`\n== ${stage.name}`)
  const first = await tryOnce(stage)
  if (first.failing.length === 0 || first.failing.length > MOST_UNSTEADY) return first
  console.log(`\n== ${stage.name}, what failed once more: ${first.failing.join(', ')}`)
  const again = await tryOnce({ ...stage, files: [...first.failing], abreast: 1 })
  if (again.failed === 0) unsteady.push(...first.failing)
  const passed = first.passed + (first.failed - again.failed)
  return { ...first, passed, failed: again.failed }
}

/** More than this many files do not fail by chance. */
const MOST_UNSTEADY = 3
const unsteady: string[] = []

async function tryOnce({ files, environment, abreast = 2 }: Stage): Promise<Report> {
  const counted = join(mkdtempSync(join(tmpdir(), 'pail-test-run-')), 'counts.json')
  const reporters = [
    '--test-reporter=dot',
    '--test-reporter-destination=stdout',
    `--test-reporter=${join(root, 'scripts', 'count-reporter.ts')}`,
    `--test-reporter-destination=${counted}`,
  ]
  const args = [
    '--disable-warning=ExperimentalWarning',
    '--test',
    `--test-concurrency=${abreast}`,
    ...reporters,
    ...files,
  ]
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NODE_OPTIONS: '--disable-warning=ExperimentalWarning', ...environment },
  })
  const code = await new Promise<number | null>(resolve => child.on('exit', resolve))
  const report = JSON.parse(readFileSync(counted, 'utf8')) as Report
  rmSync(join(counted, '..'), { recursive: true, force: true })
  return code === 0 || report.failed > 0 ? report : { ...report, failed: 1 }
}

const linesOf = (stage: string, seconds: Readonly<Record<string, number>>): string =>
  Object.entries(seconds)
    .map(([file, taken]) => `${taken}\t${stage}\t${file}\n`)
    .join('')

const chosen = process.argv.slice(2)
// Tests that speak SSH are in several stages, and leave themselves out where there is no client.
const withoutSsh = provide('openssh-client').map(lack => `what speaks SSH: ${lack}`)
const total: Counts = { passed: 0, failed: 0, skipped: 0 }
const skipped: string[] = [...withoutSsh]
let postgres: Awaited<ReturnType<typeof startPostgres>> | undefined
for (const stage of stages) {
  const lacking = (stage.needs ?? []).flatMap(provide)
  if (lacking.length > 0) {
    skipped.push(`${stage.name}: ${lacking.join('; ')}`)
    continue
  }
  for (const lack of (stage.wants ?? []).flatMap(provide)) skipped.push(`some of ${stage.name}: ${lack}`)
  if (stage.needs?.includes('postgresql')) postgres ??= await startPostgres()
  const server = postgres && { PAIL_TEST_DATABASE_URL: postgres.url }
  const files = chosen.length > 0 ? chosen : stage.files
  const counts = await run({ ...stage, files, environment: { ...stage.environment, ...server } })
  for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += counts[key]
  if (process.env.PAIL_TEST_SECONDS) appendFileSync(process.env.PAIL_TEST_SECONDS, linesOf(stage.name, counts.seconds))
  if (chosen.length > 0 && counts.failed > 0) break
}
await postgres?.stop()

for (const file of unsteady) console.log(`unsteady: ${file} failed among others and passed alone`)
for (const line of leftOut()) console.log(`left out: ${line}`)
for (const line of skipped) console.log(`skipped ${line}`)
if (inCi && skipped.length > 0) total.failed += skipped.length
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0)
