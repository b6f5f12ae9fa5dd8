import { openAsBlob } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Download } from '@pail/client'
import { Command } from 'commander'
import { bar } from './bar.ts'
import { Failed, Misused } from './failure.ts'
import { limited, type Most, taken } from './list.ts'
import { isFolder, type Receiving, receive, toOutput } from './receive.ts'
import { repositoryIn, sessionOf } from './session.ts'
import { bytes, type Column, day, showAll, tell } from './show.ts'
import { untilInterrupted } from './temporary.ts'

const columns: Column<Download>[] = [
  ['name', download => download.name],
  ['size', download => bytes(download.size)],
  ['downloads', download => download.downloads],
  ['created', download => day(download.created_on)],
  ['by', download => download.user?.display_name],
]

/** `pail download`: files that a repository offers beside its code. */
export function downloadCommand(): Command {
  const download = new Command('download').description('files that a repository offers beside its code')
  limited(download.command('list <workspace/repository>').description('list the files, the newest first')).action(list)
  download
    .command('get <workspace/repository> <name>')
    .description('get a file')
    .option('-o, --output <path>', 'the file or folder it goes to, - for standard output (its name, here)')
    .option('--force', 'in the place of a file that is there')
    .action(get)
  download
    .command('upload <workspace/repository> <file...>')
    .description('offer files, each in the place of the one that has its name; all of them at once, or none')
    .option('--name <name>', 'call the one file something else')
    .action(upload)
  download
    .command('delete <workspace/repository> <name...>')
    .description('offer files no longer')
    .option('--yes', 'really')
    .action(remove)
  return download
}

async function list(name: string, most: Most, me: Command) {
  const { client, json } = sessionOf(me)
  const wanted = { ...repositoryIn(name), pagelen: 100 }
  showAll(await taken(client.downloads.list(wanted), most), columns, json)
}

const ONE = '/2.0/repositories/{workspace}/{repo_slug}/downloads/{filename}'

interface Going {
  output?: string
  force?: true
}

async function get(repository: string, filename: string, { output, force }: Going, me: Command) {
  const { client, json } = sessionOf(me)
  const path = output === undefined || (await isFolder(output)) ? join(output ?? '', basename(filename)) : output
  const progress = bar(!json, bytes)
  await untilInterrupted(async signal => {
    const { stream, size } = await client.with({ signal }).core.download(ONE, { ...repositoryIn(repository), filename })
    const onBytes = (done: number) => size && progress.show({ stage: filename, done, of: size })
    const receiving: Receiving = { stream, size, onBytes, signal }
    if (path === '-') return toOutput(receiving)
    const received = await receive(receiving, { path, isForced: force === true })
    progress.end()
    tell(`${path}: ${bytes(received)}`, json, { name: filename, path, size: received })
  }).finally(progress.end)
}

async function upload(repository: string, paths: string[], { name }: { name?: string }, me: Command) {
  if (name !== undefined && paths.length > 1) throw new Misused('--name calls one file something else, not several')
  const files = await Promise.all(paths.map(path => opened(path, name ?? basename(path))))
  const of = files.reduce((sum, { content }) => sum + content.size, 0)
  const { json } = sessionOf(me)
  const progress = bar(!json, bytes)
  const onBytes = (done: number) => progress.show({ stage: 'Uploading', done: Math.min(done, of), of })
  const { client } = sessionOf(me, { fetch: request => fetch(counted(request, onBytes)) })
  const form = new FormData()
  for (const { content, name } of files) form.append('files', content, name)
  await untilInterrupted(signal => client.with({ signal }).downloads.create(repositoryIn(repository), form)).finally(
    progress.end,
  )
  const uploaded = files.map(({ content, name }) => ({ name, size: content.size }))
  tell(uploaded.map(({ name, size }) => `${name}: ${bytes(size)}`).join('\n'), json, { uploaded })
}

/** Read only when it is sent, and never in memory as a whole. */
async function opened(path: string, name: string): Promise<{ content: Blob; name: string }> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) throw new Failed(`${path} is no file`)
  const content = await openAsBlob(path).catch(error => {
    throw new Failed(`${path} cannot be read: ${error.message}`)
  })
  return { content, name }
}

/** The same request, which tells how much of its body has been sent. */
function counted(request: Request, onBytes: (done: number) => void): Request {
  if (!request.body) return request
  let done = 0
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, controller) {
      onBytes((done += piece.length))
      controller.enqueue(piece)
    },
  })
  return new Request(request, { body: request.body.pipeThrough(counting), duplex: 'half' } as RequestInit)
}

async function remove(repository: string, names: string[], { yes }: { yes?: true }, me: Command) {
  const { client, json } = sessionOf(me)
  if (!yes) throw new Misused(`${names.join(', ')} will be gone for good: say --yes as well`)
  for (const filename of names) await client.downloads.delete({ ...repositoryIn(repository), filename })
  tell(names.map(name => `${name} is deleted`).join('\n'), json, { deleted: names })
}
