import { isWithin, type Level } from './level.ts'
import type { Rule } from './rule.ts'

/** What is left of an object, asked one member at a time and before the member is read. */
export interface Mask {
  /** The level whose members are shown when nothing was asked of this object, or null when something was. */
  readonly plain: Level | null
  /** The level that the rules start from, or null when nothing is shown without being asked for. */
  readonly usual: Level | null
  /** Whether to show a member that belongs to a level. */
  wants(name: string, level: Level): boolean
  /** The mask of what stands at a member, or of each thing in it; `level` is its usual form there. */
  under(name: string, level?: Level): Mask
}

const plainMask = (plain: Level): Mask => ({
  plain,
  usual: plain,
  wants: (_, level) => isWithin(level, plain),
  under: (_, level = 'condensed') => PLAIN[level],
})

const PLAIN: Record<Level, Mask> = {
  condensed: plainMask('condensed'),
  listed: plainMask('listed'),
  full: plainMask('full'),
  'on request': plainMask('on request'),
}

/** `usual` is what is shown without the rules: the members of a level, or nothing. */
export function maskOf(usual: Level | null, rules: readonly Rule[]): Mask {
  if (usual && rules.length === 0) return PLAIN[usual]
  return {
    plain: null,
    usual,
    wants: remembered((name, level) => wants(usual, rules, name, level)),
    under: remembered((name, level = 'condensed') => under(usual, rules, name, level)),
  }
}

/** A page asks the same of every thing on it. The names come from our own views, so there are few. */
function remembered<L extends Level | undefined, R>(answer: (name: string, level: L) => R) {
  const known = new Map<string, R>()
  return (name: string, level: L): R => {
    const key = `${level} ${name}`
    const found = known.get(key) ?? answer(name, level)
    known.set(key, found)
    return found
  }
}

/** Whoever adds something further down also adds what leads to it; to drop something further down keeps it. */
function wants(usual: Level | null, rules: readonly Rule[], name: string, level: Level): boolean {
  let wanted = usual !== null && isWithin(level, usual)
  for (const { adds, path } of rules) {
    if (!isNamed(path, name)) continue
    if (adds) wanted = true
    else if (path.length === 1) wanted = false
  }
  return wanted
}

function under(usual: Level | null, rules: readonly Rule[], name: string, level: Level): Mask {
  let whole = usual !== null
  let rest: Rule[] = []
  for (const { adds, path } of rules) {
    if (!isNamed(path, name)) continue
    if (path.length > 1) rest.push({ adds, path: path.slice(1) })
    else if (adds) whole = true
    else [whole, rest] = [false, []]
  }
  return maskOf(whole ? level : null, rest)
}

const isNamed = ([first]: readonly string[], name: string) => first === name || first === '*'
