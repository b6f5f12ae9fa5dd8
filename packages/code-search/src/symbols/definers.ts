import { FAMILIES, type Family } from './families.ts'

/** The pattern of a language that finds, line by line, the name a line defines: the last thing that it matches. */
export function definerOf(language: string): RegExp | undefined {
  if (!made.has(language)) made.set(language, make(language))
  return made.get(language)
}

const made = new Map<string, RegExp | undefined>()

function make(language: string): RegExp | undefined {
  const families = FAMILIES.filter(({ languages }) => languages.includes(language))
  if (families.length === 0) return undefined
  const anywhere = families.flatMap(family => family.anywhere)
  const atStart = families.flatMap(family => family.atStart ?? [])
  const flags = families.some(family => family.isCaseless) ? 'gimu' : 'gmu'
  return new RegExp(`^(?:[ \\t]{0,100}(?:${either(anywhere)})${atStart.length ? `|${either(atStart)}` : ''})`, flags)
}

// Every gap is short and no part can match in two ways, so a hostile line costs no more than others.
const either = (patterns: Family['anywhere']) =>
  patterns
    .map(pattern =>
      pattern.replaceAll('NAME', '([\\p{L}_][\\p{L}\\p{M}\\p{N}_]{0,199})').replaceAll(' ', '[ \\t]{1,20}'),
    )
    .map(pattern => pattern.replaceAll('~', '[ \\t]{0,20}').replaceAll('ID', '[\\p{L}_][\\p{L}\\p{N}_]{0,99}'))
    .join('|')
