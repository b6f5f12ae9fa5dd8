import type { CodeQuery } from '../language/index.ts'

/** The same numbers in every run. */
export function chance(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const WORDS = ['parse', 'query', 'site', 'run', 'grüße', 'foo_bar', 'index', 'main', 'x1', 'token']

/** A text of words out of a small stock, with punctuation and breaks between them. */
export function randomText(random: (below: number) => number): string {
  const between = [' ', ' ', '\n', '.', '(', ', ', '_', '']
  const pick = <T>(from: readonly T[]) => from[random(from.length)]!
  const word = () => (random(4) === 0 ? pick(WORDS).toUpperCase() : pick(WORDS))
  const name = () => (random(3) === 0 ? `function ${word()}(` : word())
  return Array.from({ length: random(30) }, () => `${name()}${pick(between)}`).join('')
}

export function randomPath(random: (below: number) => number): string {
  const pick = <T>(from: readonly T[]) => from[random(from.length)]!
  const folders = Array.from({ length: random(3) }, () => `${pick(WORDS)}/`).join('')
  return `${folders}${pick(WORDS)}${pick(['.ts', '.js', '.py', '.md', '', '.d.ts'])}`
}

/** A query over the same stock, of parts nested a few levels deep. */
export function randomQuery(random: (below: number) => number, depth = 3): CodeQuery {
  const pick = <T>(from: readonly T[]) => from[random(from.length)]!
  const inner = () => randomQuery(random, depth - 1)
  const forms: (() => CodeQuery)[] = [
    () => ({ kind: 'word', word: pick(WORDS), text: '' }),
    () => ({ kind: 'word', word: pick(WORDS), text: '' }),
    () => ({ kind: 'phrase', words: [pick(WORDS), pick(WORDS)], text: '' }),
    () => ({ kind: 'substring', text: pick(['oo_b', 'ars', 'ndex', 'n(', 'rüß', 'y.s', 'token']) }),
    () => ({ kind: 'regex', source: pick(['pars[ef]', '^run', 'x\\d', 'si(te|x)$', '[a-f]oo', 'query.*main', '.']) }),
    () => ({ kind: 'symbol', name: pick(WORDS) }),
    () => ({ kind: 'ext', value: pick(['ts', 'js', 'd.ts', 'md']) }),
    () => ({ kind: 'lang', value: pick(['TypeScript', 'Python', 'Markdown']) }),
    () => ({ kind: 'path', value: pick(['parse', '/site', 'run/index', 'main.py']) }),
    () => ({ kind: 'repositories', ids: [pick(['a', 'b', 'c']), 'd'] }),
  ]
  const nested: (() => CodeQuery)[] = [
    () => ({ kind: 'and', parts: [inner(), inner()] }),
    () => ({ kind: 'or', parts: [inner(), inner(), inner()] }),
    () => ({ kind: 'not', part: inner() }),
  ]
  return pick(depth > 0 && random(3) > 0 ? nested : forms)()
}

/** What a term was written as is the words of it. */
export function written(query: CodeQuery): CodeQuery {
  if (query.kind === 'word') return { ...query, text: query.word }
  if (query.kind === 'phrase') return { ...query, text: query.words.join(' ') }
  if (query.kind === 'not') return { kind: 'not', part: written(query.part) }
  if (query.kind === 'and' || query.kind === 'or') return { kind: query.kind, parts: query.parts.map(written) }
  return query
}
