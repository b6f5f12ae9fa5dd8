/** A question to some layers, which all have to answer. */
export interface Question {
  url: string
  query: string
  layers: readonly number[]
  signal?: AbortSignal | undefined
}

/** A document that was found. */
export interface FoundDocument {
  name: string
  /** The lines that were looked for; none where only names were asked for. */
  lines: string[]
}

/** Not all layers have answered, and so nothing is known: the webserver does not have these, or broke off. */
export class Absent extends Error {
  override name = 'Absent'
  readonly layers: readonly number[]

  constructor(layers: readonly number[]) {
    super('some shards have not answered')
    this.layers = layers
  }
}

/** The webserver does not answer as one. */
export class Unreachable extends Error {
  override name = 'Unreachable'
}

/** Asks a webserver for all documents that satisfy a query in its language; `NAMES.layer` is to satisfy it too. */
export async function askZoekt({ url, query, layers, signal }: Question): Promise<FoundDocument[]> {
  const { Files, Crashes, FilesSkipped, ShardsSkipped } = await send({ url, query, layers, signal })
  const missing = new Set(layers)
  for (const { RepositoryID } of Files ?? []) missing.delete(RepositoryID ?? 0)
  if (missing.size > 0 || Crashes || FilesSkipped || ShardsSkipped) throw new Absent([...missing])
  return (Files ?? []).map(({ FileName, LineMatches }) => ({ name: FileName, lines: linesOf(LineMatches) }))
}

interface LineMatch {
  Line: string
  FileName: boolean
}

interface Result {
  Files?: { FileName: string; RepositoryID?: number; LineMatches?: LineMatch[] | null }[] | null
  Crashes?: number
  FilesSkipped?: number
  ShardsSkipped?: number
}

const linesOf = (matches: readonly LineMatch[] | null | undefined): string[] =>
  (matches ?? []).filter(({ FileName }) => !FileName).map(({ Line }) => Buffer.from(Line, 'base64').toString())

const UNLIMITED = 1e9
const Opts = { ShardMaxMatchCount: UNLIMITED, TotalMaxMatchCount: UNLIMITED, MaxWallTime: 60e9 }

async function send({ url, query, layers, signal }: Question): Promise<Result> {
  const body = JSON.stringify({ Q: query, RepoIDs: layers, Opts })
  try {
    const answer = await fetch(`${url}/api/search`, {
      method: 'POST',
      body,
      redirect: 'error',
      ...(signal && { signal }),
    })
    const { Result, Error: refusal } = (await answer.json()) as { Result?: Result; Error?: string }
    if (Result) return Result
    throw new Error(refusal ?? `status ${answer.status}`)
  } catch (error) {
    signal?.throwIfAborted()
    throw new Unreachable(messageOf(error as Error))
  }
}

const messageOf = ({ message, cause }: Error): string => (cause instanceof Error && cause.message) || message
