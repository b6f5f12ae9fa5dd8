import { type CodeQuery, type CodeTerm, type How, literalsOf, matcherOf } from '../language/index.ts'
import { isTerm } from '../language/terms.ts'
import { stopWhenUnwanted } from '../threads/serve.ts'
import { allWords, type Expression, trigramsOf, trigramsOfLiterals, wordsWithin } from './ask-index.ts'
import type { Bits } from './bits.ts'
import type { Snapshot } from './snapshot.ts'

/** The files that satisfy a query for sure, and all that may: the second has the first in it. */
export interface Verdict {
  sure: Bits
  maybe: Bits
}

/** What an index says of the texts of files. */
export interface TextIndex {
  /** The files whose text may have the term, and whether they do when case is not looked at; nothing when all may. */
  having(term: CodeTerm): { files: Bits; isExact: boolean } | undefined
  /** The files whose text defines the folded word, or has it so often. */
  marked(word: string, mark: 'defined' | 'some' | 'many'): Bits
}

/** What the index says about a query, for the files in scope. */
export function evaluate(query: CodeQuery, how: How, { snapshot, scope, texts }: Place): Verdict {
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
        return decideLeaf(part, how, { snapshot, scope, texts })
    }
  }
  const { sure, maybe } = decide(query)
  return { sure: sure.and(scope), maybe: maybe.and(scope) }
}

interface Place {
  snapshot: Snapshot
  scope: Bits
  texts: TextIndex
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

function decideLeaf(leaf: Leaf, how: How, { snapshot, scope, texts }: Place): Verdict {
  if (isTerm(leaf)) return decideTerm(leaf, how, { snapshot, scope, texts })
  const isOfKind = leaf.kind === 'lang' || (leaf.kind === 'ext' && !leaf.value.includes('.'))
  return certain(isOfKind ? snapshot.ofKinds(leaf, how) : pathsWith(leaf, how, { snapshot, scope }))
}

function decideTerm(term: CodeTerm, how: How, { snapshot, scope, texts }: Place): Verdict {
  // An expression without a literal is tried on paths as on texts: by reading.
  if (term.kind === 'regex' && pathQuestion(term)[1] === undefined)
    return { sure: snapshot.none(), maybe: scope.copy() }
  const paths = term.kind === 'symbol' ? snapshot.none() : pathsWith(term, how, { snapshot, scope })
  const found = texts.having(term)
  const contents = found?.files ?? snapshot.textual(scope)
  const isExact = !how.caseSensitive && found?.isExact
  return { sure: isExact ? paths.copy().or(contents) : paths, maybe: contents.or(paths) }
}

/** The files in scope whose path satisfies the part by itself. */
export function pathsWith(leaf: Leaf, how: How, { snapshot, scope }: Pick<Place, 'snapshot' | 'scope'>): Bits {
  const matcher = matcherOf(leaf, how)
  const [table, expression] = pathQuestion(leaf)
  const isExact = leaf.kind === 'word' && !how.caseSensitive
  return snapshot.ofPaths(table, expression, { scope, holds: isExact ? undefined : path => matcher.holds({ path }) })
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
