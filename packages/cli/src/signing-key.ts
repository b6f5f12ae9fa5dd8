import { Command } from 'commander'
import { become } from './server-entry.ts'

/** `pail signing-key`: with what the server signs the merges that it makes. */
export function signingKeyCommand(): Command {
  const key = new Command('signing-key').description('the key by which the server signs the merges that it makes')
  key
    .command('create')
    .description('make the key and print its public half; the forge may serve meanwhile')
    .action((_, me: Command) => enter('create', me))
  key
    .command('show')
    .description('print the public half, for gpg --import')
    .action((_, me: Command) => enter('show', me))
  key
    .command('remove')
    .description('sign nothing any more; what was signed is still verified')
    .option('--distrust', 'nor verify what was signed, for a key that somebody else may have')
    .action((_, me: Command) => enter('remove', me))
  return key
}

function enter(verb: string, me: Command): void {
  const { json, distrust } = me.optsWithGlobals<{ json?: true; distrust?: true }>()
  const flags = [...(distrust ? ['--distrust'] : []), ...(json ? ['--json'] : [])]
  become('operate/main.ts', ['signing-key', verb, ...flags])
}
