import { isDeepStrictEqual } from 'node:util'
import { type Listed, listed, type Source } from './source.ts'

/** What was asked of the server, with what it said and what git says. */
export interface Compared {
  asked: string
  ours: unknown
  gits: unknown
}

/** Asks the server below the repository's address. */
export interface Server {
  json(path: string): Promise<Json>
  bytes(path: string): Promise<Buffer>
}
// biome-ignore lint/suspicious/noExplicitAny: documents are compared member by member
type Json = any
type Question = (source: Source, server: Server) => Promise<Compared | undefined>

export const differs = ({ ours, gits }: Compared): boolean => !isDeepStrictEqual(ours, gits)

const escaped = (path: string) => path.split('/').map(encodeURIComponent).join('/')

const commit: Question = async (source, server) => {
  const asked = `commit/${source.one(source.commits)}`
  const { hash, date, message, author, parents } = await server.json(asked)
  const ours = [hash, new Date(date).getTime() / 1000, message, author.raw, parents.map((one: Json) => one.hash)]
  const object = source.git('cat-file', 'commit', hash).toString()
  const [head = '', ...rest] = object.split('\n\n')
  const [, name] = /^author (.*) \d+ [+-]\d+$/m.exec(head)!
  const [, time] = /^committer .* (\d+) [+-]\d+$/m.exec(head)!
  const above = [...head.matchAll(/^parent (.*)$/gm)].map(([, parent]) => parent)
  return { asked, ours, gits: [hash, Number(time), rest.join('\n\n'), name, above] }
}

const abbreviated: Question = async (source, server) => {
  const full = source.one(source.commits)
  const asked = `commit/${source.git('rev-parse', '--short=7', full).toString().trim()}?fields=hash`
  return { asked, ours: (await server.json(asked)).hash, gits: full }
}

const history: Question = async (source, server) => {
  const [include, exclude] = [source.one(source.commits), source.one(source.commits)]
  const path = source.random(2) ? source.one(listed(source, '-r', '-t', include)).path : undefined
  const at = new URLSearchParams({ exclude, pagelen: '20', fields: 'values.hash', ...(path && { path }) })
  const asked = `commits/${include}?${at}`
  const ours = (await server.json(asked)).values.map((one: Json) => one.hash)
  const gits = source.lines('log', '-20', '--format=%H', include, `^${exclude}`, '--', ...(path ? [path] : []))
  return { asked, ours, gits }
}

const folder: Question = async (source, server) => {
  const at = source.one(source.commits)
  const folders = ['', ...listed(source, '-r', '-t', at).flatMap(one => (one.kind === 'tree' ? `${one.path}/` : []))]
  const path = source.one(folders)
  const asked = `src/${at}/${escaped(path)}?pagelen=100&fields=values.path,values.type,values.size,values.attributes`
  const ours = (await server.json(asked)).values.map((one: Json) => entry(one))
  const gits = listed(source, at, ...(path ? [path] : [])).slice(0, 100)
  return { asked, ours, gits: gits.map(one => ({ path: one.path, isFolder: one.kind === 'tree', ...facts(one) })) }
}

const entry = ({ path, type, size, attributes = [] }: Json) => {
  const isSubmodule = attributes.includes('subrepository')
  const known = { isLink: attributes.includes('link'), isProgram: attributes.includes('executable'), isSubmodule }
  const isFolder = type === 'commit_directory'
  return { path, isFolder, size: isFolder || isSubmodule ? null : size, ...known }
}

const facts = ({ mode, size }: Listed) => ({
  size,
  isLink: mode === '120000',
  isProgram: mode === '100755',
  isSubmodule: mode === '160000',
})

const file: Question = async (source, server) => {
  const at = source.one(source.commits)
  const files = listed(source, '-r', at).filter(one => one.kind === 'blob')
  if (files.length === 0) return undefined
  const { path, oid } = source.one(files)
  const asked = `src/${at}/${escaped(path)}`
  const [ours, gits] = [await server.bytes(asked), source.git('cat-file', 'blob', oid)]
  return { asked, ours: ours.equals(gits), gits: true }
}

const lastCommits: Question = async (source, server) => {
  const at = source.one(source.commits)
  const asked = `src/${at}/?pagelen=10&fields=values.path,values.last_commit.hash`
  const ours = (await server.json(asked)).values.map((one: Json) => [one.path, one.last_commit?.hash])
  const gits = listed(source, at).slice(0, 10)
  return {
    asked,
    ours,
    gits: gits.map(({ path }) => [path, ...source.lines('log', '-1', '--format=%H', at, '--', path)]),
  }
}

const pathHistory: Question = async (source, server) => {
  const at = source.one(source.commits)
  const files = listed(source, '-r', at).filter(one => one.kind === 'blob')
  if (files.length === 0) return undefined
  const { path } = source.one(files)
  const asked = `filehistory/${at}/${escaped(path)}?pagelen=10&fields=values.commit.hash,values.path`
  const ours = (await server.json(asked)).values.map((one: Json) => one.commit.hash)
  const said = (...how: string[]) => source.lines('log', ...how, '-10', '--format=%H', at, '--', path)
  const followed = said('--follow')
  return { asked, ours, gits: followed.length > 0 ? followed : said() }
}

/** Two commits that are near each other, so that the answer is of a size that people ask for. */
function pair({ commits, random, one }: Source): [string, string] {
  const at = random(commits.length)
  return [commits[at]!, commits[Math.min(commits.length - 1, at + 1 + random(30))] ?? one(commits)]
}

const firstParent: Question = async (source, server) => {
  const at = source.one(source.commits)
  const parents = source.git('log', '-1', '--format=%P', at).toString().trim().split(' ')
  const from = parents[0] || '4b825dc642cb6eb9a060e54bf8d69288fbee4904'
  const ours = await server.bytes(`diff/${at}`)
  return { asked: `diff/${at}`, ours: isSame(ours, difference(source, from, at)), gits: true }
}

/** Git writes as much of an id as the number of objects asks for, which it guesses from how they are packed. */
const isSame = (ours: Buffer, gits: Buffer) => withShortIds(ours) === withShortIds(gits)
const withShortIds = (diff: Buffer) =>
  diff.toString('latin1').replaceAll(/^index ([0-9a-f]{7})[0-9a-f]*\.\.([0-9a-f]{7})[0-9a-f]*/gm, 'index $1..$2')

const difference = ({ git }: Source, from: string, to: string) => git('diff-tree', '-r', '-p', '-M', from, to)

const twoDots: Question = async (source, server) => {
  const [to, from] = pair(source)
  const asked = `diff/${to}..${from}?topic=false`
  return { asked, ours: isSame(await server.bytes(asked), difference(source, from, to)), gits: true }
}

const threeDots: Question = async (source, server) => {
  const [to, from] = pair(source)
  const bases = bestBases(source, to, from)
  // With several bases git itself only picks one.
  if (bases.length !== 1) return undefined
  const asked = `diff/${to}%0D${from}`
  return { asked, ours: isSame(await server.bytes(asked), difference(source, bases[0]!, to)), gits: true }
}

function bestBases({ lines }: Source, a: string, b: string): string[] {
  try {
    return lines('merge-base', '--all', a, b)
  } catch {
    return []
  }
}

const mergeBase: Question = async (source, server) => {
  const [a, b] = pair(source)
  const bases = bestBases(source, a, b)
  if (bases.length === 0) return undefined
  const asked = `merge-base/${a}..${b}`
  const { hash } = await server.json(asked)
  return { asked, ours: bases.includes(hash), gits: true }
}

const counts: Question = async (source, server) => {
  const [to, from] = pair(source)
  const asked = `diffstat/${to}..${from}?topic=false&renames=false&pagelen=500`
  const ours = (await server.json(asked)).values.map((one: Json) => [
    one.lines_added,
    one.lines_removed,
    (one.new ?? one.old).path,
  ])
  const fields = source.git('diff-tree', '-r', '--numstat', '--no-renames', '-z', from, to).toString().split('\0')
  const gits = fields.filter(Boolean).map(field => {
    const [added = '', removed = '', ...path] = field.split('\t')
    return [Number(added) || 0, Number(removed) || 0, path.join('\t')]
  })
  return { asked, ours, gits: gits.slice(0, 500) }
}

const tip: Question = async (source, server) => {
  const name = source.one(source.branches)
  const asked = `refs/branches/${escaped(name)}?fields=target.hash`
  const gits = source.git('rev-parse', `refs/heads/${name}`).toString().trim()
  return { asked, ours: (await server.json(asked)).target.hash, gits }
}

/** Everything that is asked, each as often as the others. */
export const questions: readonly Question[] = [
  commit,
  abbreviated,
  history,
  folder,
  file,
  lastCommits,
  pathHistory,
  firstParent,
  twoDots,
  threeDots,
  mergeBase,
  counts,
  tip,
]
