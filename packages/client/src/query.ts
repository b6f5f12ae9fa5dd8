/** What can stand in a filter. */
type Operand = string | number | boolean | null | Date | Filter | readonly (string | number)[]

/** A filter that is ready to be sent as \`q\`; within another one it stands in parentheses. */
class Filter {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toString(): string {
    return this.text
  }
}

/**
 * A filter for `q`, with values put in as the language writes them: strings quoted, dates in ISO 8601, lists for `IN`.
 *
 * @example
 * const open = q`state = ${'OPEN'} AND updated_on > ${new Date('2026-01-01')}`
 * await client.pullrequests.list({ workspace: 'acme', repo_slug: 'site', q: `${open}` })
 */
export function q(texts: TemplateStringsArray, ...operands: readonly Operand[]): Filter {
  return new Filter(texts.map((text, at) => text + (at < operands.length ? written(operands[at]!) : '')).join(''))
}

/** All of them hold; those that are undefined are left out. */
q.all = (...filters: readonly (Filter | undefined)[]): Filter => joined(filters, ' AND ')
/** At least one of them holds. */
q.any = (...filters: readonly (Filter | undefined)[]): Filter => joined(filters, ' OR ')

function joined(filters: readonly (Filter | undefined)[], word: string): Filter {
  const given = filters.filter(filter => filter !== undefined)
  return new Filter(given.length === 1 ? given[0]!.text : given.map(({ text }) => `(${text})`).join(word))
}

function written(operand: Operand): string {
  if (operand instanceof Filter) return `(${operand.text})`
  if (operand instanceof Date) return operand.toISOString()
  if (Array.isArray(operand)) return `(${operand.map(written).join(', ')})`
  if (typeof operand === 'string') return `"${operand.replaceAll(/["\\]/g, '\\$&')}"`
  return String(operand)
}
