import { Command } from 'commander'
import { become } from './server-entry.ts'

/** `pail restore`: into an empty data directory and an empty database. */
export const restoreCommand = (): Command =>
  new Command('restore')
    .description('bring a backup back to where PAIL_DATA is, which must be empty')
    .argument('<backup>')
    .action((source: string, _, me: Command) => {
      const { json } = me.optsWithGlobals<{ json?: true }>()
      become('operate/main.ts', ['restore', ...(json ? ['--json'] : []), '--', source])
    })
