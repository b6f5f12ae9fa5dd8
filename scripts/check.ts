import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const bin = (name: string) => join(root, 'node_modules', '.bin', name)
const script = (name: string) => [
  process.execPath,
  '--disable-warning=ExperimentalWarning',
  join(root, 'scripts', `${name}.ts`),
]

/** What is held to, in the order in which it fails fastest. */
const CHECKS: readonly (readonly [string, readonly string[]])[] = [
  ['types', [bin('tsc'), '-p', root]],
  ['format and lint', [bin('biome'), 'ci', '--colors=off', '--error-on-warnings', root]],
  ['floors', script('check-floors')],
  ['contract', script('check-contract')],
  ['generated files', script('check-generated')],
  ['sizes', script('check-sizes')],
]

const failed = CHECKS.filter(([name, [command, ...args]]) => {
  const { status } = spawnSync(command!, args, { cwd: root, stdio: 'inherit' })
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name}`)
  return status !== 0
})
process.exitCode = failed.length > 0 ? 1 : 0
