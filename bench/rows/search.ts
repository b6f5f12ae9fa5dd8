import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import type { Finding } from '../report.ts'
import { at, type Effort, median, QUICK, round, timed } from '../rounds.ts'
import { type Corpus, makeCorpus } from '../search-corpus.ts'
import { type MeasuredIndex, openOnPostgres, openUsual } from '../search-engines.ts'
import { type Question, questionsAbout } from '../search-questions.ts'
import { openSearchWorld, type SearchWorld } from '../search-world.ts'

const run = promisify(execFile)
const GOALS = { p50: 20, p99: 150, gain: 8, pushMs: 100 }

/**
 * Searches over real code by the embedded engine (or with PAIL_SEARCH=zoekt by that) and by PostgreSQL, beside `git grep`
 * over the same files checked out.
 */
export async function measureSearch(effort: Effort): Promise<Finding[]> {
  const [small, ...larger] = effort === QUICK ? [20] : [50, 1000]
  const corpus = await makeCorpus(small!)
  const findings = await measure(corpus, await openUsual(), effort)
  const postgres = await openOnPostgres().catch((error: Error) => error)
  if (postgres instanceof Error) findings.push({ what: 'code search by PostgreSQL', skipped: postgres.message })
  else findings.push(...(await measure(corpus, postgres, effort)))
  for (const megabytes of larger)
    findings.push(...(await measure(await makeCorpus(megabytes), await openUsual(), effort)))
  return findings
}

async function measure(corpus: Corpus, measured: MeasuredIndex, effort: Effort): Promise<Finding[]> {
  const world = await openSearchWorld(corpus, measured)
  try {
    const questions = questionsAbout(corpus, effort === QUICK ? 40 : 400)
    for (const question of questions.slice(0, 20)) await world.ask(question)
    const asked = await askAll(world, questions)
    const grep = await grepAll(corpus, questions.slice(0, effort === QUICK ? 10 : 20))
    const pushes: number[] = []
    for (let turn = 0; turn < effort.pushes; turn++) pushes.push(await timed(() => world.push(turn)))
    const built = { corpus, world, measured }
    return [...searches(built, asked, grep), ...indexing(built, pushes)]
  } finally {
    await world.close()
  }
}

interface Built {
  corpus: Corpus
  world: SearchWorld
  measured: MeasuredIndex
}

const megabytesOf = ({ bytes }: Corpus): number => Math.round(bytes / 1e6)

interface Asked {
  question: Question
  ms: number
  isWhole: boolean
}

async function askAll(world: SearchWorld, questions: readonly Question[]): Promise<Asked[]> {
  const asked: Asked[] = []
  for (const question of questions) {
    const from = performance.now()
    const { isWhole } = await world.ask(question)
    asked.push({ question, ms: performance.now() - from, isWhole })
  }
  return asked
}

async function grepAll({ folder }: Corpus, questions: readonly Question[]): Promise<number[]> {
  const times: number[] = []
  // That nothing is found is no failure.
  for (const { grep } of questions)
    times.push(await timed(() => run('git', [...grep], { cwd: folder, maxBuffer: 1 << 28 }).catch(() => undefined)))
  return times
}

function searches({ corpus, measured }: Built, asked: readonly Asked[], grep: readonly number[]): Finding[] {
  const [megabytes, { by }] = [megabytesOf(corpus), measured]
  const times = asked.map(({ ms }) => ms)
  const [p50, p99, theirs] = [median(times), at(times, 0.99), median(grep)]
  return [
    {
      what: `a search over ${megabytes} MB of code, p50 and p99${by}`,
      ours: `${round(p50, 1)} ms and ${round(p99, 1)} ms`,
      against: 'the limit',
      goal: `<= ${GOALS.p50} ms and <= ${GOALS.p99} ms`,
      met: p50 <= GOALS.p50 && p99 <= GOALS.p99,
      note: notes(asked),
    },
    {
      what: `searches over ${megabytes} MB of code in a second${by}`,
      ours: `${round(1000 / p50, 1)}/s`,
      against: `${round(1000 / theirs, 1)}/s (git grep, files checked out and in memory)`,
      ratio: theirs / p50,
      goal: `>= ${GOALS.gain}x`,
      met: theirs / p50 >= GOALS.gain,
    },
  ]
}

function notes(asked: readonly Asked[]): string {
  const kinds = Map.groupBy(asked, ({ question }) => question.kind)
  const parts = [...kinds].map(([kind, some]) => {
    const times = some.map(({ ms }) => ms)
    return `${kind} ${round(median(times), 1)}/${round(Math.max(...times), 0)}`
  })
  const cut = asked.filter(({ isWhole }) => !isWhole).length
  return `median/most in ms: ${parts.join(', ')}; ${cut} of ${asked.length} answers not whole`
}

function indexing({ corpus, world, measured }: Built, pushes: readonly number[]): Finding[] {
  const [megabytes, { by, largest }] = [megabytesOf(corpus), measured]
  const share = world.indexBytes / corpus.bytes
  const push = median(pushes)
  return [
    {
      what: `index of ${megabytes} MB of code${by}`,
      ours: `${round(share)}x of the text`,
      against: 'the limit',
      goal: `<= ${largest}x`,
      met: share <= largest,
      note: `${corpus.files.length} files, built at ${round(corpus.bytes / 1e3 / world.tookMs, 1)} MB/s; the most memory so far ${memoryMb()} MB`,
    },
    {
      what: `a push of one file until it is found, in ${megabytes} MB${by}`,
      ours: `${round(push, 1)} ms (most ${round(Math.max(...pushes), 1)} ms)`,
      against: 'the limit',
      goal: `<= ${GOALS.pushMs} ms`,
      met: push <= GOALS.pushMs,
    },
  ]
}

const memoryMb = (): number =>
  Math.round(Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024)
