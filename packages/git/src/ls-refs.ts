import { Invalid } from '@pail/failures'
import { FLUSH, packet } from './pkt-line.ts'
import { isPublicRef } from './ref-name.ts'
import type { Ref, RefSnapshot } from './ref-snapshot.ts'

/** What a client wants to know about the refs. */
export interface LsRefs {
  peel: boolean
  symrefs: boolean
  unborn: boolean
  /** Empty: everything. */
  prefixes: string[]
}

const FLAGS = ['peel', 'symrefs', 'unborn']

/** Git itself ignores the prefixes when there are too many of them, as a longer answer is still a right one. */
const MAX_PREFIXES = 65536

export function parseLsRefs(args: readonly string[]): LsRefs {
  const prefixes = args.filter(arg => arg.startsWith('ref-prefix ')).map(arg => arg.slice(11))
  const flags = args.filter(arg => !arg.startsWith('ref-prefix '))
  if (flags.some(flag => !FLAGS.includes(flag))) throw new Invalid('ls-refs has an argument that is not known')
  return {
    peel: flags.includes('peel'),
    symrefs: flags.includes('symrefs'),
    unborn: flags.includes('unborn'),
    prefixes: prefixes.length > MAX_PREFIXES ? [] : prefixes,
  }
}

export function answerLsRefs(snapshot: RefSnapshot, ask: LsRefs): Buffer {
  const wanted = (name: string) => ask.prefixes.length === 0 || ask.prefixes.some(prefix => name.startsWith(prefix))
  const refs = snapshot.refs.filter(ref => isPublicRef(ref.name) && wanted(ref.name))
  const lines = refs.map(ref => `${ref.oid} ${ref.name}${ask.peel && ref.peeled ? ` peeled:${ref.peeled}` : ''}`)
  return Buffer.concat([
    ...[...(wanted('HEAD') ? headLines(snapshot, ask) : []), ...lines].map(line => packet(`${line}\n`)),
    FLUSH,
  ])
}

function headLines({ head, refs }: RefSnapshot, ask: LsRefs): string[] {
  if (!head) return []
  const target = ask.symrefs ? ` symref-target:${head}` : ''
  const born: Ref | undefined = refs.find(ref => ref.name === head)
  if (born) return [`${born.oid} HEAD${target}`]
  return ask.unborn ? [`unborn HEAD${target}`] : []
}
