import { type Owner, readOwner } from './owner.ts'
import { fits, type Pattern, readPattern } from './pattern.ts'

/** Where the file is, on the branch that a change goes to. */
export const PLACE = '.bitbucket/CODEOWNERS'

/** More than any file of owners has; what is longer is not read. */
export const MAX_BYTES = 256 * 1024
const MAX_RULES = 2000
const MAX_PATTERN = 500

/** A line of the file: who owns what fits; an exclusion takes the owners away. */
export interface Rule {
  line: number
  /** As it is written, with the mark of an exclusion. */
  text: string
  pattern: Pattern
  owners: readonly Owner[]
}

export interface Complaint {
  line: number
  message: string
}

export interface CodeOwners {
  rules: readonly Rule[]
  /** Lines that say nothing that is understood; the others hold. */
  complaints: readonly Complaint[]
}

export function readCodeOwners(text: string): CodeOwners {
  const rules: Rule[] = []
  const complaints: Complaint[] = []
  for (const [at, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const words = wordsOf(line)
    if (words.length === 0) continue
    const read = rules.length === MAX_RULES ? `more than ${MAX_RULES} rules` : readRule(words)
    if (typeof read === 'string') complaints.push({ line: at + 1, message: read })
    else rules.push({ line: at + 1, ...read })
  }
  return { rules, complaints }
}

/** Words are parted by blanks that no backslash stands before; what begins with `#` is a comment to the end. */
function wordsOf(line: string): string[] {
  const words = line.match(/(?:\\.|[^\\\s]|\\$)+/g) ?? []
  const comment = words.findIndex(word => word.startsWith('#'))
  return comment < 0 ? words : words.slice(0, comment)
}

function readRule([first = '', ...named]: readonly string[]): Omit<Rule, 'line'> | string {
  const excludes = first.startsWith('!')
  const written = excludes ? first.slice(1) : first
  const pattern = written === '' || written.length > MAX_PATTERN ? undefined : readPattern(written)
  if (!pattern) return `${first.slice(0, 100)} is not a pattern`
  if (excludes) return named.length > 0 ? 'an exclusion names no owners' : { text: first, pattern, owners: [] }
  const owners = named.map(word => readOwner(word))
  const unread = owners.indexOf(undefined)
  if (unread >= 0) return `${named[unread]!.slice(0, 100)} is not an owner`
  return { text: first, pattern, owners: owners.filter(owner => owner !== undefined) }
}

/** The last line that fits a path; undefined where none does. */
export function ruleFor({ rules }: CodeOwners, path: string): Rule | undefined {
  const parts = path.split('/')
  return rules.findLast(({ pattern }) => fits(pattern, parts))
}

/** The same with the one line that decides about a path. */
export function onlyFor(file: CodeOwners, path: string): CodeOwners {
  const rule = ruleFor(file, path)
  return { ...file, rules: rule ? [rule] : [] }
}

/** Owners of whom one has to agree, and the paths for which. */
export interface Requirement {
  line: number
  owners: readonly Owner[]
  paths: readonly string[]
}

/** Who has to agree to a change of these paths, by the line that says so; what nobody owns needs nobody. */
export function requirements(file: CodeOwners, paths: readonly string[]): Requirement[] {
  const byLine = new Map<number, Requirement & { paths: string[] }>()
  for (const path of paths) {
    const rule = ruleFor(file, path)
    if (!rule || rule.owners.length === 0) continue
    const { line, owners } = rule
    const required = byLine.get(line) ?? { line, owners, paths: [] }
    required.paths.push(path)
    byLine.set(line, required)
  }
  return [...byLine.values()].sort((one, other) => one.line - other.line)
}

/** The owners of what none of its owners approved; `approved` tells whether one of an owner's people did. */
export const missingOwners = (
  required: readonly Requirement[],
  approved: (owner: Owner) => boolean,
): readonly string[] => {
  const open = required.filter(({ owners }) => !owners.some(approved))
  return [...new Set(open.map(({ owners }) => owners.map(({ text }) => text).join(' or ')))]
}
