import { fileURLToPath } from 'node:url'

/**
 * Becomes the server's program: the same process, so that signals and exit codes are its own. The command knows the
 * place of the file and nothing that is in it.
 */
export function become(entry: 'main.ts' | 'operate/main.ts', args: readonly string[] = []): void {
  const file = fileURLToPath(new URL(`../../server/src/${entry}`, import.meta.url))
  const flags = ['--disable-warning=ExperimentalWarning']
  process.execve?.(process.execPath, [process.execPath, ...flags, file, ...args], process.env)
}
