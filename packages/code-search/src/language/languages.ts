import { createRequire } from 'node:module'
import { fold } from './fold.ts'

interface Language {
  readonly name: string
  readonly extensions?: readonly string[]
  readonly filenames?: readonly string[]
  readonly aliases?: readonly string[]
  readonly group?: string
}

// Of several languages with one extension, the one that most files are in.
const COMMON = [
  ...['TypeScript', 'JavaScript', 'Python', 'Java', 'C', 'C++', 'C#', 'Go', 'Rust', 'PHP', 'Ruby', 'Kotlin', 'Swift'],
  ...['Scala', 'TSX', 'HTML', 'CSS', 'JSON', 'YAML', 'Markdown', 'SQL', 'Shell', 'Perl', 'Lua', 'Objective-C', 'Text'],
  ...['Objective-C++', 'Assembly', 'F#', 'Elixir', 'INI', 'R', 'Fortran', 'Verilog', 'GLSL', 'OCaml', 'Solidity'],
  ...['Common Lisp', 'Clojure', 'Scheme', 'Haskell', 'Erlang', 'Pascal', 'TeX', 'Roff', 'GDScript', 'Java Properties'],
]

/** The language a file is in by its name, as linguist calls it. */
export function languageOf(path: string): string | undefined {
  const { byFile, byExtension } = tables()
  const name = fold(path.slice(path.lastIndexOf('/') + 1))
  const known = byFile.get(name)
  if (known) return known
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
    const language = byExtension.get(name.slice(dot))
    if (language) return language
  }
  return undefined
}

/** The language somebody calls by its name or another name that is usual for it, in whatever case. */
export const languageNamed = (name: string): string | undefined => tables().byName.get(fold(name))

/** The language and those that are counted to it, as TSX is to TypeScript. */
export const languagesUnder = (language: string): readonly string[] => tables().under.get(language) ?? [language]

/** Whether a file is in a language or in one that is counted to it. */
export function isInLanguage(path: string, language: string): boolean {
  const own = languageOf(path)
  return own !== undefined && (own === language || languagesUnder(language).includes(own))
}

interface Tables {
  readonly byName: ReadonlyMap<string, string>
  readonly byFile: ReadonlyMap<string, string>
  readonly byExtension: ReadonlyMap<string, string>
  readonly under: ReadonlyMap<string, readonly string[]>
}

let kept: Tables | undefined

// Loaded when the first search or index asks: it is hundreds of modules.
function tables(): Tables {
  if (kept) return kept
  const all = Object.values<Language>(createRequire(import.meta.url)('linguist-languages'))
  const ranked = [...all].sort((a, b) => rankOf(a.name) - rankOf(b.name))
  kept = {
    byName: firstOf(ranked, language => [language.name, ...(language.aliases ?? [])]),
    byFile: firstOf(ranked, language => language.filenames ?? []),
    byExtension: byExtension(ranked),
    under: byGroup(all),
  }
  return kept
}

const rankOf = (name: string) => (COMMON.indexOf(name) + 1 || COMMON.length + 1) - 1

// An uncommon language has an extension that it names first before one that has it among others.
function byExtension(ranked: readonly Language[]): Map<string, string> {
  const common = ranked.filter(language => COMMON.includes(language.name))
  const found = firstOf(common, language => language.extensions ?? [])
  for (const pick of [first, (language: Language) => language.extensions ?? []])
    for (const [extension, name] of firstOf(ranked, pick)) if (!found.has(extension)) found.set(extension, name)
  return found
}

const first = (language: Language) => language.extensions?.slice(0, 1) ?? []

function firstOf(ranked: readonly Language[], keysOf: (language: Language) => readonly string[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const language of ranked)
    for (const key of keysOf(language)) if (!found.has(fold(key))) found.set(fold(key), language.name)
  return found
}

function byGroup(all: readonly Language[]): Map<string, string[]> {
  const found = new Map(all.map(language => [language.name, [language.name]]))
  for (const { name, group } of all) if (group) found.get(group)?.push(name)
  return found
}
