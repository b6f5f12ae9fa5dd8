import { Command } from 'commander'
import { type ActionName, actionNamed } from '../core/action.ts'
import { Misused } from '../core/misused.ts'
import { turbine } from '../turbine/turbine.ts'
import * as acts from './acts.ts'
import { configurationIn, withFlags } from './flags.ts'
import { print } from './terminal.ts'

/** The command, whose actions end with the signal. */
export function programOf(signal: AbortSignal): Command {
  const program = withFlags(new Command('bitbucket-downloads'))
    .description('Lists, gets, uploads and deletes the files that a repository offers on its downloads page')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(--help tells more)')
    .addHelpText('after', TURBINE)
  const list = below(program, 'list', signal, acts.list)
    .description('list the files of a repository, the newest first')
    .option('--all', 'all pages')
    .option('--page <page>', 'another page than the first')
    .option('--pagelen <count>', 'files on a page')
    .option('--q <query>', 'only those that are meant: name ~ "zip"')
    .option('--sort <field>', 'in another order: name, -size')
  const get = below(program, 'get', signal, acts.get, '[filename]')
    .description('get a file')
    .option(
      '--output <path>',
      'where to: a file, a folder, or - for standard output; otherwise under its own name here',
    )
    .option('--force', 'replace a file that is there already')
  const upload = below(program, 'upload', signal, acts.upload)
    .description('upload files, each in the place of the one that has its name')
    .option(
      '--file <path>',
      'a file, or - for standard input; may be given several times',
      (one, all: string[]) => [...all, one],
      [],
    )
    .option('--name <name>', 'the name that it gets, of a single file')
  const remove = below(program, 'delete', signal, acts.remove, '[filename]')
    .description('delete a file')
    .option('--if-exists', 'a file that is not there is no failure')
  const mcp = new Command('mcp')
    .copyInheritedSettings(program)
    .description('serve the four actions as tools of the Model Context Protocol, on standard input and output')
    .option('--root <folder>', 'where files of this machine may be read and written (BITBUCKET_DOWNLOADS_ROOT)')
    .action(() => asServer(mcp, signal))
  return [list, get, upload, remove, mcp].reduce((all, one) => all.addCommand(one), program)
}

const TURBINE = `
Without a repository, an action takes one JSON object from standard input, configuration and inputs in one, and
prints its output as a line that begins with ::set-output, as Turbine has it.`

/** An action under both of its names; without a repository it is done as Turbine has it. */
function below(program: Command, alias: string, signal: AbortSignal, act: acts.Act, more?: string): Command {
  const name = actionNamed(alias)
  const command = new Command(name)
    .alias(alias)
    .copyInheritedSettings(program)
    .argument('[repository]', 'workspace/repository')
  if (more) command.argument(more)
  return command.action(async (repository: string | undefined, ...given: unknown[]) => {
    if (repository === undefined) return asTurbine(name, signal)
    await act({ command, signal, repository, filename: more ? (given[0] as string | undefined) : undefined })
  })
}

/** Loaded only here: the other actions start sooner without it. */
async function asServer(command: Command, signal: AbortSignal): Promise<void> {
  const { serve } = await import('../mcp/serve.ts')
  const { root = process.env.BITBUCKET_DOWNLOADS_ROOT } = command.opts<{ root?: string }>()
  await serve(configurationIn(command), root, signal)
}

async function asTurbine(action: ActionName, signal: AbortSignal): Promise<void> {
  if (process.stdin.isTTY) throw new Misused('A repository is missing: workspace/repository')
  await turbine(action, { input: process.stdin, write: print, env: process.env, signal })
}
