import { ApiError, type Repository } from '@pail/client'
import { Command } from 'commander'
import { type Bar, bar } from './bar.ts'
import { Failed, Misused } from './failure.ts'
import { git } from './git.ts'
import { push } from './push.ts'
import { repositoryIn, type Session, sessionOf } from './session.ts'
import { tell } from './show.ts'
import { type Source, shown, sourceOf } from './source.ts'
import { inTemporaryFolder } from './temporary.ts'

interface Wish {
  public?: true
  update?: true
}

/** `pail import`: a repository from anywhere, with all its branches and tags. */
export const importCommand = (): Command =>
  new Command('import')
    .description('bring a Git repository in, with its branches, tags and main branch')
    .argument('<path-or-url>', 'https, http, ssh or git address, or a path')
    .argument('[workspace/repository]', 'where to (your own workspace, under the name that it has)')
    .option('--public', 'for everybody to read')
    .option('--update', 'bring what is new into a repository that is there already')
    .action(async (text: string, target: string | undefined, wish: Wish, me: Command) => {
      const [session, source] = [sessionOf(me), sourceOf(text)]
      const to = target ?? `${await ownWorkspace(session)}/${source.name}`
      const progress = bar(!session.json)
      const { full_name, refs } = await bringIn(session, { source, to, wish, progress }).finally(progress.end)
      const line = `${full_name}: ${refs} ${refs === 1 ? 'ref' : 'refs'} from ${shown(source.url)}`
      tell(line, session.json, { full_name, refs, source: shown(source.url), url: `${session.url}/${full_name}` })
    })

interface Import {
  source: Source
  to: string
  wish: Wish
  progress: Bar
}

async function ownWorkspace({ client }: Session): Promise<string> {
  const { username } = await client.users.current()
  if (!username) throw new Misused('Say where to: workspace/repository')
  return username
}

function bringIn(
  session: Session,
  { source, to, wish, progress }: Import,
): Promise<{ full_name: string; refs: number }> {
  const at = repositoryIn(to)
  return inTemporaryFolder(async (folder, signal) => {
    const seen = await seek(session, at)
    if (seen?.mainbranch && !wish.update) throw new Failed(`${to} is not empty; --update brings what is new into it`)
    const onProgress = progress.show
    await clone(source, { folder, onProgress, signal })
    const [main, refs] = [await mainBranchOf(folder), await countRefs(folder)]
    const repository = await prepared(session, { at, seen, main, isPrivate: !wish.public })
    const full_name = repository.full_name ?? to
    const refspecs = ['refs/heads/*:refs/heads/*', 'refs/tags/*:refs/tags/*']
    if (refs > 0) await push(session, { to: full_name, refspecs, cwd: folder, onProgress, signal })
    return { full_name, refs }
  })
}

async function seek({ client }: Session, at: ReturnType<typeof repositoryIn>): Promise<Repository | undefined> {
  return client.repositories.get(at).catch(error => {
    if (error instanceof ApiError && error.status === 404) return undefined
    throw error
  })
}

interface Work {
  folder: string
  onProgress: Bar['show']
  signal: AbortSignal
}

/** Branches and tags only: what else a host keeps beside them means nothing elsewhere. */
async function clone({ url, protocols }: Source, { folder, onProgress, signal }: Work): Promise<void> {
  const args = ['clone', '--bare', '--progress', '--template=', '--', url, folder]
  await git({ args, env: { GIT_ALLOW_PROTOCOL: protocols }, onProgress, signal })
  const isShallow = await git({ args: ['rev-parse', '--is-shallow-repository'], cwd: folder })
  if (isShallow.trim() === 'true')
    throw new Failed(`${shown(url)} holds a part of its history only; unshallow it first`)
}

/** None where HEAD names no branch that is there. */
async function mainBranchOf(cwd: string): Promise<string | undefined> {
  const ref = await git({ args: ['symbolic-ref', '-q', 'HEAD'], cwd }).catch(() => '')
  const isThere = await git({ args: ['show-ref', '--verify', '-q', '--', ref.trim()], cwd }).then(
    () => true,
    () => false,
  )
  return isThere ? ref.trim().replace('refs/heads/', '') : undefined
}

const countRefs = async (cwd: string): Promise<number> =>
  (await git({ args: ['for-each-ref', '--format=x', 'refs/heads', 'refs/tags'], cwd })).split('\n').length - 1

interface Place {
  at: ReturnType<typeof repositoryIn>
  seen: Repository | undefined
  main: string | undefined
  isPrivate: boolean
}

/** The first push makes that branch the main one that an empty repository was told of before. */
function prepared({ client }: Session, { at, seen, main, isPrivate }: Place): Promise<Repository> | Repository {
  const mainbranch = main === undefined ? {} : { mainbranch: { name: main } }
  if (!seen) return client.repositories.create(at, { is_private: isPrivate, ...mainbranch })
  return seen.mainbranch || main === undefined ? seen : client.repositories.update(at, mainbranch)
}
