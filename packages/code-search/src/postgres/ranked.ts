import { type CodeQuery, fold } from '../language/index.ts'
import { SIGN } from '../marks.ts'
import { STANDING, wantedParts } from '../search/standing.ts'
import { containing, pathWithPhrase, type TermContext } from './terms.ts'

/** How files stand, as an expression over the row `f`. */
export function standingOfRow(query: CodeQuery, context: TermContext): string {
  const parts = wantedParts(query)
  const words = parts.flatMap(part => (part.kind === 'word' ? [part.word] : []))
  const inPath = parts.flatMap(part => conditionOnPath(part, context))
  const marked = (sign: string) =>
    contentsWith(
      words.map(word => word + sign),
      context,
    )
  const terms = [
    ...(words.length > 0
      ? [
          `case when ${marked(SIGN.defined)} then ${STANDING.defines} else 0 end`,
          `case when ${marked(SIGN.many)} then ${STANDING.many} when ${marked(SIGN.some)} then ${STANDING.some} else 0 end`,
        ]
      : []),
    ...(inPath.length > 0 ? [`case when ${inPath.join(' or ')} then ${STANDING.inPath} else 0 end`] : []),
  ]
  return terms.length > 0 ? terms.join(' + ') : '0'
}

function contentsWith(tokens: readonly string[], { statement }: TermContext): string {
  const any = tokens.map(token => statement.value(token)).join(', ')
  const set = statement.named(`select id from pail_search.contents where tokens && array[${any}]`)
  return `f.content_id in (select id from ${set})`
}

function conditionOnPath(part: CodeQuery, { statement }: TermContext): string[] {
  switch (part.kind) {
    case 'word':
      return [`f.words @> array[${statement.value(part.word)}]`]
    case 'phrase':
      return [pathWithPhrase(part.words, statement)]
    case 'substring':
      return [`f.folded_path like ${statement.value(containing(fold(part.text)))}`]
    default:
      return []
  }
}
