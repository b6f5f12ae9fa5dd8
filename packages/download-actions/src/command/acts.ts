import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { GivenFile } from '../core/exchange.ts'
import { Misused } from '../core/misused.ts'
import type { ListOutput } from '../core/outputs.ts'
import { perform, type Target } from '../core/perform.ts'
import { Refused } from '../core/refused.ts'
import type { Arriving } from '../node/arriving.ts'
import { fileFor, isFree, lastOf, save } from '../node/save.ts'
import { sendOver } from '../node/send.ts'
import { fileAt } from '../node/source.ts'
import { Spool } from '../node/spool.ts'
import { configurationIn, type Flags, repositoryIn } from './flags.ts'
import { Progress } from './progress.ts'
import { bytes, plain, print } from './terminal.ts'

/** One use of the command. */
export interface Use {
  command: Command
  signal: AbortSignal
  repository: string
  filename: string | undefined
}

export type Act = (use: Use) => Promise<void>

export const list: Act = async use => {
  const { all, page, pagelen, q, sort } = use.command.opts<Record<string, string> & { all?: boolean }>()
  const given = Object.entries({ page, pagelen: counted(pagelen), q, sort, all_pages: all })
  const parameters = Object.fromEntries(given.filter(([, value]) => value !== undefined))
  const path_parameters = repositoryIn(use.repository)
  const output = await perform('list_download_artifacts', { path_parameters, parameters }, targetOf(use))
  await tell(use, output, tableOf(output))
}

export const get: Act = async use => {
  const filename = named(use)
  const { output: place = '.', force = false } = use.command.opts<{ output?: string; force?: boolean }>()
  const to = place === '-' ? place : await fileFor(place, filename)
  if (to !== '-') await isFree(to, force)
  const path_parameters = { ...repositoryIn(use.repository), filename }
  const { file, ...output } = await perform('get_download_artifact_link', { path_parameters }, targetOf(use))
  const content = new Progress(filename, file.file.size).through(file.file)
  try {
    if (to === '-') return await pour(content)
    await save(content, to, force)
  } finally {
    await file.file.cancel()
  }
  await tell(use, { ...output, file: { filename: file.filename, file: resolve(to) } }, `${plain(to)}\n`)
}

export const upload: Act = async use => {
  const spool = new Spool()
  try {
    const file = await given(use, spool)
    const path_parameters = repositoryIn(use.repository)
    const size = file.reduce((sum, one) => sum + one.file.size, 0)
    const progress = new Progress(file.map(one => one.file_name).join(', '), size)
    const output = await progress.whileSending(() =>
      perform('upload_download_artifact', { path_parameters, form_body: { file } }, targetOf(use)),
    )
    await tell(use, output, file.map(one => `uploaded ${plain(one.file_name)}\n`).join(''))
  } finally {
    await spool.close()
  }
}

export const remove: Act = async use => {
  const filename = named(use)
  const path_parameters = { ...repositoryIn(use.repository), filename }
  try {
    const output = await perform('delete_download_artifact', { path_parameters }, targetOf(use))
    await tell(use, output, `deleted ${plain(filename)}\n`)
  } catch (error) {
    const isFine =
      use.command.opts<{ ifExists?: boolean }>().ifExists && error instanceof Refused && error.status === 404
    if (!isFine) throw error
    await tell(use, error.output, `${plain(filename)} is not there\n`)
  }
}

function targetOf({ command, signal }: Use): Target<Blob, Arriving> {
  const configuration = configurationIn(command)
  return { url: configuration.url, send: sendOver(configuration, { signal }) }
}

function named({ filename }: Use): string {
  if (!filename) throw new Misused('The name of a file is missing')
  return filename
}

async function pour(content: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const piece of content) await print(piece)
}

async function given({ command }: Use, spool: Spool): Promise<GivenFile<Blob>[]> {
  const { file: paths, name } = command.opts<{ file: string[]; name?: string }>()
  if (paths.length === 0) throw new Misused('form_body.file is missing: --file names one')
  if (name !== undefined && paths.length > 1) throw new Misused('--name is for a single file')
  if (name === undefined && paths.includes('-')) throw new Misused('What comes from standard input needs a --name')
  const read = async (path: string) =>
    path === '-' ? { file_name: lastOf(name ?? ''), file: await spool.keep(process.stdin) } : fileAt(path, name)
  return Promise.all(paths.map(read))
}

function counted(text: string | undefined): number | undefined {
  if (text !== undefined && !/^\d+$/.test(text)) throw new Misused(`${text} is no number`)
  return text === undefined ? undefined : Number(text)
}

const tell = ({ command }: Use, output: object, text: string): Promise<void> =>
  print(command.optsWithGlobals<Flags>().json ? `${JSON.stringify(output, null, 2)}\n` : text)

function tableOf({ values, next }: ListOutput): string {
  const rows = values.map(({ name, size, created_on, downloads }) => [
    bytes(size ?? 0).padStart(9),
    (created_on ?? '').slice(0, 16).replace('T', ' ').padEnd(16),
    String(downloads ?? 0).padStart(6),
    plain(name ?? ''),
  ])
  const more = next === undefined ? '' : 'There are more: --all shows them.\n'
  return rows.map(row => `${row.join('  ')}\n`).join('') + more
}
