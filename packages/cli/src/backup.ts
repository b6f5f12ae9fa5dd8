import { Command } from 'commander'
import { become } from './server-entry.ts'

/** `pail backup`: consistent, also while the forge serves. */
export const backupCommand = (): Command =>
  new Command('backup')
    .description('write everything to a new folder, or to one file whose name ends in .tar')
    .argument('<target>')
    .option('--with-keys', 'put in the key file, which opens sealed values; keep such a backup secret')
    .action((target: string, _, me: Command) => {
      const { withKeys, json } = me.optsWithGlobals<{ withKeys?: true; json?: true }>()
      const flags = [...(withKeys ? ['--with-keys'] : []), ...(json ? ['--json'] : [])]
      become('operate/main.ts', ['backup', ...flags, '--', target])
    })
