import { styleText } from 'node:util'
import type { SearchCodeSearchResult, SearchLine, SearchSegment } from '@pail/client'
import { type Command, Option } from 'commander'
import { FAILED, Misused } from './failure.ts'
import { limited, type Most } from './list.ts'
import { type Session, sessionOf } from './session.ts'

interface Wish extends Most {
  workspace?: string
  match?: 'terms' | 'substring' | 'regex' | 'symbols'
  branch?: string
  caseSensitive?: true
}

/** Makes of a command one that finds code, and shows its lines as grep does. */
export const searching = (command: Command): Command =>
  limited(command.argument('[query...]', 'as in: pail search parse OR read lang:go'))
    .option('--workspace <workspace>', 'in this one; in all that you belong to, unless given')
    .addOption(new Option('--match <kind>', 'what the words are').choices(['terms', 'substring', 'regex', 'symbols']))
    .option('--branch <branch>', 'a branch, or a glob of several, instead of main branches')
    .option('--case-sensitive', 'tell capitals from small letters')
    .action(find)

async function find(words: string[], wish: Wish, me: Command) {
  if (words.length === 0) throw new Misused('What is to be found? pail search --help tells more')
  const slips = new Set<string>()
  const session = sessionOf(me, { fetch: heeding(slips) })
  const found: SearchCodeSearchResult[] = []
  for (const workspace of await workspacesFor(session, wish)) {
    const left = wish.limit - found.length
    if (left > 0)
      found.push(...(await foundIn(session, { workspace, query: words.join(' '), wish, most: left, slips })))
  }
  if (session.json) print(JSON.stringify(found, null, 2))
  else for (const line of found.flatMap(linesOf)) print(line)
  for (const slip of slips) process.stderr.write(`pail: ${slip}\n`)
  if (found.length === 0) process.exitCode = FAILED
}

/** Sees what answers say beside what was found. */
const heeding =
  (slips: Set<string>): typeof fetch =>
  async (...asked) => {
    const answer = await fetch(...asked)
    if (answer.headers.has('x-pail-search-incomplete')) slips.add('There may be more than what is shown')
    return answer
  }

async function workspacesFor({ client }: Session, { workspace }: Wish): Promise<string[]> {
  if (workspace !== undefined) return [workspace]
  const mine = await client.workspaces.access.list({ pagelen: 100 }).all()
  return mine.flatMap(({ workspace: one }) => one?.slug ?? [])
}

interface Question {
  workspace: string
  query: string
  wish: Wish
  most: number
  slips: Set<string>
}

const PAGE = 100

async function foundIn(
  { client }: Session,
  { workspace, query, wish, most, slips }: Question,
): Promise<SearchCodeSearchResult[]> {
  const { match, branch, caseSensitive: case_sensitive } = wish
  const found: SearchCodeSearchResult[] = []
  for (let page = 1; found.length < most; page++) {
    const answer = await client.search.code.workspace({
      ...{ workspace, search_query: query, match, branch, case_sensitive, page, pagelen: Math.min(PAGE, most) },
      fields: '+values.file.commit.repository.full_name',
    })
    if (answer.query_substituted) slips.add('Some of the query says nothing, and was passed over')
    found.push(...(answer.values ?? []))
    if (!answer.next) break
  }
  return found.slice(0, most)
}

/** The lines with matches, or the path where only that has some. */
export function linesOf({ file, content_matches, path_matches }: SearchCodeSearchResult): string[] {
  const path = path_matches?.length ? shown(path_matches) : plain(file?.path ?? '')
  const name = `${file?.commit?.repository?.full_name ?? ''}:${path}`
  const lines = (content_matches ?? []).flatMap(group => group.lines ?? []).filter(isMatching)
  return lines.length === 0 ? [name] : lines.map(({ line, segments }) => `${name}:${line}:${shown(segments ?? [])}`)
}

const isMatching = ({ segments }: SearchLine): boolean => segments?.some(({ match }) => match) ?? false

/** What was looked for stands out on a terminal. */
const shown = (segments: readonly SearchSegment[]): string =>
  segments
    .map(({ text, match }) => (match ? styleText(['bold', 'red'], plain(text ?? '')) : plain(text ?? '')))
    .join('')

/** What others have written must not steer the terminal. */
const plain = (text: string): string => text.replaceAll(/[\x00-\x08\x0a-\x1f\x7f-\x9f]/g, ' ')

const print = (text: string): void => void process.stdout.write(`${text}\n`)
