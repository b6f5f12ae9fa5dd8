import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** Serves and starts anew whenever a source changes. */
const main = join(import.meta.dirname, '..', 'packages', 'server', 'src', 'main.ts')
const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--watch', main], {
  stdio: 'inherit',
})
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => child.kill(signal))
child.on('exit', code => process.exit(code ?? 0))
