import { spawn } from 'node:child_process'

/** Serves and starts anew whenever a source changes. */
const main = new URL('../packages/cli/src/main.ts', import.meta.url).pathname
const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--watch', main, 'serve'], {
  stdio: 'inherit',
})
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => child.kill(signal))
child.on('exit', code => process.exit(code ?? 0))
