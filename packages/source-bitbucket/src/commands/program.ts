import { Command } from 'commander'
import { spec } from '../config/spec.ts'
import { SourceFailure } from '../protocol/failure.ts'
import type { Level, Message } from '../protocol/message.ts'
import type { Writer } from '../protocol/writer.ts'
import { catalog } from '../read/catalog.ts'
import { check } from '../read/check.ts'
import { batches } from '../read/read.ts'
import { documentIn } from './document.ts'

/** What the commands need of the process they run in. */
export interface Surroundings {
  writer: Writer
  level: Level
  signal: AbortSignal
  fetch?: (request: Request) => Promise<Response>
}

interface Files {
  config: string
  catalog: string
  state?: string
  debug?: boolean
}

/** The commands of every source for Airbyte, with their options. */
export function program({ writer, signal, ...surroundings }: Surroundings): Command {
  const root = new Command('pail-source-bitbucket')
    .description('Reads Bitbucket Cloud, or a server that speaks its API, for Airbyte.')
    .exitOverride()
  const command = (name: string, about: string) =>
    root.command(name).description(about).option('--debug', 'say more').allowExcessArguments(false)
  const optionsFor = ({ debug }: { debug?: boolean }) => ({
    ...surroundings,
    signal,
    level: debug ? ('DEBUG' as const) : surroundings.level,
  })

  command('spec', 'Say what can be configured.').action(() => writer.write([{ type: 'SPEC', spec: spec() }]))

  command('check', 'Say whether the configuration works.')
    .requiredOption('--config <file>', 'the configuration')
    .action(async (files: Files) => {
      const log = (level: Level, message: string) => void writer.write([{ type: 'LOG', log: { level, message } }])
      const keep = (message: Message) => writer.write([message])
      const connectionStatus = await statusOf(files, { ...optionsFor(files), log, keep })
      await writer.write([{ type: 'CONNECTION_STATUS', connectionStatus }])
    })

  command('discover', 'Say what can be read.')
    // It changes nothing, yet every host hands it over.
    .option('--config <file>', 'the configuration')
    .action(() => writer.write([{ type: 'CATALOG', catalog: catalog() }]))

  command('read', 'Read what the catalog asks for, from where the state says.')
    .requiredOption('--config <file>', 'the configuration')
    .requiredOption('--catalog <file>', 'the configured catalog')
    .option('--state <file>', 'what the last read said of how far it came')
    .action(async (files: Files) => {
      const given = [documentIn(files.config), documentIn(files.catalog), stateIn(files.state)] as const
      for await (const messages of batches(...given, optionsFor(files))) await writer.write(messages)
    })
  return root
}

async function statusOf({ config }: Files, options: Parameters<typeof check>[1]) {
  try {
    return await check(documentIn(config), options)
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error
    return { status: 'FAILED', message: error.message } as const
  }
}

function stateIn(file: string | undefined): unknown {
  return file === undefined ? undefined : documentIn(file, { isEmptyAllowed: true })
}
