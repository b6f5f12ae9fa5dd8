import { type CodeQuery, fold, type How, literalsOf, matcherOf } from '../language/index.ts'
import { stopWhenUnwanted } from '../threads/serve.ts'
import { allWords, type Expression, trigramsOf, trigramsOfLiterals, wordsWithin } from './ask-index.ts'
import type { Bits } from './bits.ts'
import type { Snapshot } from './snapshot.ts'

/** The files that satisfy a query for sure, and all that may: the second has the first in it. */
export interface Verdict {
  sure: Bits
  maybe: Bits
}

/** What the index says about a query, for the files in scope. */
export function evaluate(query: CodeQuery, how: How, { snapshot, scope }: Place): Verdict {
  const decide = (part: CodeQuery): Verdict => {
    stopWhenUnwanted()
    switch (part.kind) {
      case 'and':
        return joined(part.parts.map(decide), { sure: scope.copy(), maybe: scope.copy() }, 'and')
      case 'or':
        return joined(part.parts.map(decide), { sure: snapshot.none(), maybe: snapshot.none() }, 'or')
      case 'not':
        return opposite(decide(part.part), scope)
      case 'repositories':
        return certain(snapshot.ofRepositories(part.ids))
      case 'repo':
      case 'project':
        throw new Error(`the ${part.kind} has no ids`)
      default:
        return decideLeaf(part, how, { snapshot, scope })
    }
  }
  const { sure, maybe } = decide(query)
  return { sure: sure.and(scope), maybe: maybe.and(scope) }
}

interface Place {
  snapshot: Snapshot
  scope: Bits
}

const certain = (sure: Bits): Verdict => ({ sure, maybe: sure.copy() })

function joined(parts: readonly Verdict[], start: Verdict, how: 'and' | 'or'): Verdict {
  for (const { sure, maybe } of parts) {
    start.sure[how](sure)
    start.maybe[how](maybe)
  }
  return start
}

const opposite = ({ sure, maybe }: Verdict, scope: Bits): Verdict => ({
  sure: scope.copy().less(maybe),
  maybe: scope.copy().less(sure),
})

type Leaf = Exclude<CodeQuery, { kind: 'and' | 'or' | 'not' | 'repositories' | 'repo' | 'project' }>

function decideLeaf(leaf: Leaf, how: How, { snapshot, scope }: Place): Verdict {
  switch (leaf.kind) {
    case 'lang':
      return certain(snapshot.ofKinds(leaf, how))
    case 'ext':
      return certain(leaf.value.includes('.') ? pathsWith(leaf, how, snapshot) : snapshot.ofKinds(leaf, how))
    case 'path':
      return certain(pathsWith(leaf, how, snapshot))
    default: {
      // An expression without a literal is tried on paths as on texts: by reading.
      if (leaf.kind === 'regex' && pathQuestion(leaf)[1] === undefined)
        return { sure: snapshot.none(), maybe: scope.copy() }
      const paths = leaf.kind === 'symbol' ? snapshot.none() : pathsWith(leaf, how, snapshot)
      const contents = contentsWith(leaf, snapshot) ?? snapshot.textual(scope)
      const isExact = !how.caseSensitive && isDecidedByWords(leaf)
      return { sure: isExact ? paths.copy().or(contents) : paths, maybe: contents.or(paths) }
    }
  }
}

/** Whether the words of a content alone say if it has this. */
function isDecidedByWords(leaf: Leaf): boolean {
  if (leaf.kind === 'word') return true
  return leaf.kind === 'symbol' && wordsWithin(leaf.name)[0] === fold(leaf.name)
}

/** The files whose text may have it, or nothing when that may be all of them. */
function contentsWith(leaf: Leaf, snapshot: Snapshot): Bits | undefined {
  switch (leaf.kind) {
    case 'word':
      return snapshot.withWords([leaf.word])
    case 'phrase':
      return snapshot.withWords(leaf.words)
    case 'symbol':
      return isDecidedByWords(leaf)
        ? snapshot.withWords([fold(leaf.name)], '{defined}')
        : snapshot.withWords(wordsWithin(leaf.name))
    case 'substring':
      return snapshot.withTrigrams(trigramsOf(leaf.text))
    case 'regex':
      return snapshot.withTrigrams(trigramsOfLiterals(literalsOf(leaf.source)))
    default:
      return undefined
  }
}

/** The files whose path satisfies the part by itself. */
export function pathsWith(leaf: Leaf, how: How, snapshot: Snapshot): Bits {
  const matcher = matcherOf(leaf, how)
  const [table, expression] = pathQuestion(leaf)
  const isExact = leaf.kind === 'word' && !how.caseSensitive
  return snapshot.ofPaths(table, expression, isExact ? undefined : path => matcher.holds({ path }))
}

function pathQuestion(leaf: Leaf): ['path_words' | 'path_trigrams', Expression] {
  switch (leaf.kind) {
    case 'word':
      return ['path_words', allWords([leaf.word])]
    case 'phrase':
      return ['path_words', allWords(leaf.words)]
    case 'substring':
      return ['path_trigrams', trigramsOf(leaf.text)]
    case 'regex':
      return ['path_trigrams', trigramsOfLiterals(literalsOf(leaf.source))]
    default:
      return ['path_words', allWords(wordsWithin('value' in leaf ? leaf.value : ''))]
  }
}
