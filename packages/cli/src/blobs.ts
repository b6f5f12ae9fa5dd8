import { Command, Option } from 'commander'
import { become } from './server-entry.ts'

/** `pail blobs`: where files beside the code are kept. */
export const blobsCommand = (): Command =>
  new Command('blobs').description('files beside the code: move them between disk and bucket').addCommand(copyCommand())

const copyCommand = (): Command =>
  new Command('copy')
    .description('copy all that is needed to the other place; what is there already stays, so it can be broken off')
    .addOption(new Option('--to <place>', 'where to').choices(['s3', 'disk']).makeOptionMandatory())
    .action((_, me: Command) => {
      const { to, json } = me.optsWithGlobals<{ to: string; json?: true }>()
      become('operate/main.ts', ['copy-blobs', ...(json ? ['--json'] : []), '--', to])
    })
