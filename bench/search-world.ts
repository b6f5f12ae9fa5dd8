import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type Engine, openSearch, type SearchAnswer, type Texts, type TreeChange } from '@pail/code-search'
import type { Corpus, CorpusFile } from './search-corpus.ts'
import type { MeasuredIndex } from './search-engines.ts'
import type { Question } from './search-questions.ts'

/** An engine that knows the corpus, and what that has cost. */
export interface SearchWorld {
  engine: Engine
  /** Milliseconds that indexing took, and the bytes of the index. */
  tookMs: number
  indexBytes: number
  ask(question: Question): Promise<SearchAnswer>
  /** Another version of a file is pushed; until it can be found. */
  push(times: number): Promise<void>
  close(): Promise<void>
}

export async function openSearchWorld(corpus: Corpus, measured: MeasuredIndex): Promise<SearchWorld> {
  const engine = openSearch(measured.index)
  const blobs = openBlobs(corpus.folder)
  const byRepository = Map.groupBy(corpus.files, ({ path }) => path.slice(0, path.indexOf('/')))
  const from = performance.now()
  for (const [repository, files] of byRepository) await engine.update(whole(repository, files), blobs.texts)
  const tookMs = performance.now() - from
  const repositories = [...byRepository.keys()]
  return {
    engine,
    tookMs,
    indexBytes: await measured.bytes(),
    ask: ({ query, how }) => engine.search({ query, how, repositories, first: 0, limit: 10, texts: blobs.texts }),
    push: times => pushFile(engine, repositories[0]!, times),
    async close() {
      await engine.close()
      blobs.stop()
      await measured.stop()
    },
  }
}

const whole = (repository: string, files: readonly CorpusFile[]): TreeChange => ({
  repository,
  branch: 'main',
  isMain: true,
  from: null,
  to: '0'.repeat(40),
  async *changed() {
    for (const { path, oid, size } of files) yield { path: path.slice(repository.length + 1), oid, size }
  },
})

async function pushFile(engine: Engine, repository: string, times: number): Promise<void> {
  const texts: Texts = {
    async *read(asks) {
      for (const { oid } of asks) yield { oid, text: `export const pushed_${oid.slice(0, 8)} = true\n`.repeat(200) }
    },
  }
  const commit = (await engine.known(repository))[0]!.commit
  const to = (BigInt(`0x${commit}`) + BigInt(times) + 1n).toString(16).padStart(40, '0')
  const change = { repository, branch: 'main', isMain: true, from: commit, to }
  const oid = `abc${to.slice(3)}`
  await engine.update(
    {
      ...change,
      async *changed() {
        yield { path: 'src/pushed.ts', oid, size: 9000 }
      },
    },
    texts,
  )
  const word = `pushed_${oid.slice(0, 8)}`
  const query = { kind: 'word' as const, word, text: word }
  const { total } = await engine.search({ query, how: {}, repositories: [repository], first: 0, limit: 10, texts })
  if (total !== 1) throw new Error('what was pushed is not found')
}

/** Reads blobs through one process of git, as a server does. */
function openBlobs(folder: string): { texts: Texts; stop: () => void } {
  const child = spawn('git', ['cat-file', '--batch'], { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] })
  let turn: Promise<unknown> = Promise.resolve()
  let kept: Buffer = Buffer.alloc(0)
  const fill = async (size: number) => {
    const pieces = [kept]
    for (let length = kept.length; length < size; ) {
      const piece = child.stdout.read() as Buffer | null
      if (!piece) await once(child.stdout, 'readable')
      else length += pieces.push(piece) && piece.length
    }
    if (pieces.length > 1) kept = Buffer.concat(pieces)
  }
  const take = async (size: number): Promise<Buffer> => {
    if (kept.length < size) await fill(size)
    const taken = kept.subarray(0, size)
    kept = kept.subarray(size)
    return taken
  }
  const line = async (): Promise<string> => {
    while (!kept.includes(10)) await fill(kept.length + 1)
    return (await take(kept.indexOf(10) + 1)).toString()
  }
  const readAll = async (oids: readonly string[]) => {
    child.stdin.write(oids.map(oid => `${oid}\n`).join(''))
    const found: { oid: string; text: string }[] = []
    for (const oid of oids) {
      const size = Number((await line()).split(' ')[2])
      found.push({ oid, text: (await take(size + 1)).subarray(0, size).toString() })
    }
    return found
  }
  const texts: Texts = {
    async *read(asks) {
      const work = turn.then(() => readAll(asks.map(({ oid }) => oid)))
      turn = work.catch(() => undefined)
      yield* await work
    },
  }
  return { texts, stop: () => child.kill() }
}
