import type { CodeQuery } from './code-query.ts'
import { fold } from './fold.ts'
import { languageNamed } from './languages.ts'

const NAMES = 'repo|project|lang|path|ext'
const MODIFIER = new RegExp(`(${NAMES}):(?:"([^"]*)"|([^\\s()"]*))`, 'iy')
// In an expression a modifier stands alone, between spaces.
const ALONE = new RegExp(`(?<!\\S)(-?)(?:${NAMES}):(?:"[^"]*"|\\S*)(?!\\S)\\s?`, 'gi')

/** Reads a modifier where one stands. One without a value is read too, but says nothing. */
export function readModifier(text: string, at: number): ReadModifier | undefined {
  MODIFIER.lastIndex = at
  const found = MODIFIER.exec(text)
  if (!found) return undefined
  const next = at + found[0].length
  const value = (found[2] ?? found[3] ?? '').trim()
  if (value === '') return { next, isPassedOver: true }
  const query = modifier(found[1]!.toLowerCase() as Modifier, value)
  return query ? { next, token: { kind: 'modifier', query } } : { next }
}

interface ReadModifier {
  readonly token?: { readonly kind: 'modifier'; readonly query: CodeQuery }
  readonly next: number
  readonly isPassedOver?: boolean
}

type Modifier = 'repo' | 'project' | 'lang' | 'path' | 'ext'

// The path of the root and an extension of dots are true of every file, and nothing needs to be asked.
function modifier(kind: Modifier, value: string): CodeQuery | undefined {
  if (kind === 'lang') return { kind, value: languageNamed(value) ?? value }
  if (kind === 'path') return /[^/]/.test(value) ? { kind, value: value.replace(/\/+/g, '/') } : undefined
  if (kind !== 'ext') return { kind, value }
  const ending = fold(value).replace(/^\.+/, '')
  return ending === '' ? undefined : { kind, value: ending }
}

/** Takes the modifiers out of an expression. A minus before one excludes. */
export function takeModifiers(text: string): TakenModifiers {
  const modifiers: CodeQuery[] = []
  let isSubstituted = false
  const rest = text.replace(ALONE, (written, minus: string) => {
    const read = readModifier(written, minus.length)!
    isSubstituted ||= read.isPassedOver ?? false
    if (read.token) modifiers.push(minus ? { kind: 'not', part: read.token.query } : read.token.query)
    return ''
  })
  return { modifiers, rest: rest.trim(), isSubstituted }
}

/** The modifiers of an expression, and the expression that is left. */
interface TakenModifiers {
  readonly modifiers: readonly CodeQuery[]
  readonly rest: string
  readonly isSubstituted: boolean
}
