import type { DatabaseSync } from 'node:sqlite'
import type { Looked } from '../search/candidates.ts'
import { type Lookout, type LookWork, scopeOf } from '../sqlite/look.ts'
import { isUnwanted } from '../threads/serve.ts'
import { Absent, askZoekt, type Question, Unreachable } from './ask.ts'
import { wordOf } from './dictionary.ts'
import { askWords } from './language.ts'
import { LayerMap } from './layer-map.ts'
import { type Questions, questionsOf } from './questions.ts'
import { type Answers, ZoektTexts } from './zoekt-texts.ts'

/** A look, and the webserver that knows the texts. */
export interface ZoektWork extends LookWork {
  url: string
}

/** What was found, or why nothing can be said now. Layer 0 is the one that is to be made. */
export type ZoektLooked = { looked: Looked } | { absent: readonly number[] } | { unreachable: string }

type Where = Omit<Question, 'query'>

const POLL_MS = 20

/** Answers looks from the ledger and from a webserver. */
export class ZoektLookout {
  private readonly lookout: Lookout
  private readonly layers: LayerMap

  constructor(db: DatabaseSync, lookout: Lookout) {
    this.lookout = lookout
    this.layers = new LayerMap(db)
  }

  readonly look = async (work: ZoektWork): Promise<ZoektLooked> => {
    const stop = new AbortController()
    const poll = setInterval(() => isUnwanted() && stop.abort(new Error('the work is not wanted any more')), POLL_MS)
    try {
      return { looked: await this.find(work, stop.signal) }
    } catch (error) {
      if (error instanceof Absent) return { absent: error.layers }
      if (error instanceof Unreachable) return { unreachable: error.message }
      throw error
    } finally {
      clearInterval(poll)
    }
  }

  private async find(work: ZoektWork, signal: AbortSignal): Promise<Looked> {
    const questions = questionsOf(work.query)
    let asked = this.lookout.at(snapshot => this.layers.of(scopeOf(work, snapshot), snapshot))
    for (;;) {
      const answers = await answer(questions, { url: work.url, layers: [...asked], signal })
      const found = this.lookout.at(snapshot => {
        const needed = this.layers.of(scopeOf(work, snapshot), snapshot)
        // What has moved to another layer meanwhile is asked for there.
        return needed.isSubsetOf(asked)
          ? { looked: this.lookout.judge(work, snapshot, new ZoektTexts(snapshot, answers)) }
          : { needed }
      })
      if ('looked' in found) return found.looked
      asked = found.needed
    }
  }
}

/** Asks all questions at once. A text in no layer cannot be asked for. */
async function answer({ words, texts }: Questions, where: Where): Promise<Answers> {
  const isAsked = where.layers.length > 0
  if (words.size + texts.size > 0 && where.layers.includes(0)) throw new Absent([0])
  const [lines, contents] = await Promise.all([
    isAsked && words.size > 0 ? linesOf([...words], where) : new Map<string, string[]>(),
    Promise.all([...texts].map(async query => [query, isAsked ? await contentsOf(query, where) : []] as const)),
  ])
  return { words: lines, texts: new Map(contents) }
}

async function linesOf(words: readonly string[], where: Where): Promise<Map<string, string[]>> {
  const found = await askZoekt({ ...where, query: askWords(words) })
  const lines = found.filter(({ name }) => name.startsWith('words-')).flatMap(({ lines }) => lines)
  return Map.groupBy(lines, wordOf)
}

async function contentsOf(query: string, where: Where): Promise<number[]> {
  const found = await askZoekt({ ...where, query })
  return found.map(({ name }) => Number.parseInt(name, 10)).filter(content => content > 0)
}
