import { Command } from 'commander'
import { become } from './server-entry.ts'

/** `pail keys`: what seals the values that must not be read from the database. */
export function keysCommand(): Command {
  const keys = new Command('keys').description('the keys that seal secured values')
  keys
    .command('rotate')
    .description('seal everything with a new key; the forge may serve meanwhile')
    .action((_, me: Command) => {
      const { json } = me.optsWithGlobals<{ json?: true }>()
      become('operate/main.ts', ['keys', ...(json ? ['--json'] : [])])
    })
  return keys
}
