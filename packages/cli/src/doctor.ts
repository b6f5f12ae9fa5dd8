import { Command } from 'commander'
import { become } from './server-entry.ts'

/** `pail doctor`: on the machine that holds the data, whether it is served or not. */
export const doctorCommand = (): Command =>
  new Command('doctor')
    .description('compare database and disk, and say how to mend what is wrong')
    .option('--fix', 'mend what can be mended without losing anything')
    .action((_, me: Command) => {
      const { fix, json } = me.optsWithGlobals<{ fix?: true; json?: true }>()
      become('operate/main.ts', ['doctor', ...(fix ? ['--fix'] : []), ...(json ? ['--json'] : [])])
    })
