import { Invalid } from '@pail/failures'
import { type Oid, oid } from './oid.ts'
import { type RefName, refName } from './ref-name.ts'

export interface Ref {
  name: RefName
  oid: Oid
  /** The object behind an annotated tag. */
  peeled?: Oid
}

/** Every ref of a repository as of one moment, hidden ones included, sorted by name. */
export interface RefSnapshot {
  /** Changes exactly when HEAD or a ref does. */
  etag: string
  /** The branch HEAD names, which need not exist yet. */
  head: RefName | null
  refs: readonly Ref[]
}

/** One line for HEAD, one for each ref: the form in which a snapshot travels and is kept. */
export function formatRefs({ head, refs }: Omit<RefSnapshot, 'etag'>): string {
  const lines = refs.map(ref => `${ref.oid} ${ref.name}${ref.peeled ? ` ${ref.peeled}` : ''}`)
  return [`HEAD ${head ?? ''}`, ...lines, ''].join('\n')
}

export function parseRefs(text: string): Omit<RefSnapshot, 'etag'> {
  const [first = '', ...lines] = text.split('\n')
  if (!first.startsWith('HEAD ') || lines.pop() !== '') throw new Invalid('This is not a list of refs')
  const head = first.slice(5)
  return { head: head === '' ? null : refName(head), refs: lines.map(parseRef) }
}

function parseRef(line: string): Ref {
  const [id = '', name = '', peeled] = line.split(' ')
  return { name: refName(name), oid: oid(id), ...(peeled === undefined ? {} : { peeled: oid(peeled) }) }
}
