import { ZERO_OID } from './oid.ts'
import { FLUSH, packet } from './pkt-line.ts'
import { isPublicRef } from './ref-name.ts'
import type { Ref, RefSnapshot } from './ref-snapshot.ts'

export const AGENT = 'agent=pail'

/** What protocol v2 says first. It depends on no repository, so it is made once. */
export const V2_CAPABILITIES: Buffer = Buffer.concat([
  ...[
    'version 2',
    AGENT,
    'ls-refs=unborn',
    'fetch=shallow wait-for-done filter',
    'server-option',
    'object-format=sha1',
  ].map(line => packet(`${line}\n`)),
  FLUSH,
])

const UPLOAD_CAPABILITIES = [
  'multi_ack thin-pack side-band side-band-64k ofs-delta shallow deepen-since deepen-not deepen-relative no-progress',
  'include-tag multi_ack_detailed allow-tip-sha1-in-want allow-reachable-sha1-in-want filter object-format=sha1',
].join(' ')

const RECEIVE_CAPABILITIES =
  'report-status report-status-v2 delete-refs side-band-64k quiet atomic ofs-delta push-options object-format=sha1'

/** Stands before an advertisement over HTTP. */
export const serviceLine = (service: string): Buffer => Buffer.concat([packet(`# service=${service}\n`), FLUSH])

/**
 * The refs as protocol v0 shows them to someone who fetches: HEAD first, tags with what is behind them. Where each
 * request stands alone, the client need not say that it is done.
 */
export function advertiseUpload(snapshot: RefSnapshot, { stateless = false } = {}): Buffer {
  const head = snapshot.refs.find(ref => ref.name === snapshot.head)
  const symref = head ? ` symref=HEAD:${head.name}` : ''
  const noDone = stateless ? ' no-done' : ''
  const lines = [...(head ? [`${head.oid} HEAD`] : []), ...snapshot.refs.filter(isPublic).flatMap(withPeeled)]
  return advertisement(lines, `${UPLOAD_CAPABILITIES}${noDone}${symref} ${AGENT}`)
}

/** The refs as someone who pushes sees them. */
export function advertiseReceive(snapshot: RefSnapshot): Buffer {
  const lines = snapshot.refs.filter(isPublic).map(ref => `${ref.oid} ${ref.name}`)
  return advertisement(lines, `${RECEIVE_CAPABILITIES} ${AGENT}`)
}

const isPublic = (ref: Ref): boolean => isPublicRef(ref.name)

const withPeeled = (ref: Ref): string[] =>
  ref.peeled ? [`${ref.oid} ${ref.name}`, `${ref.peeled} ${ref.name}^{}`] : [`${ref.oid} ${ref.name}`]

function advertisement(lines: string[], capabilities: string): Buffer {
  const [first = `${ZERO_OID} capabilities^{}`, ...others] = lines
  const refs = [`${first}\0${capabilities}`, ...others].map(line => packet(`${line}\n`))
  return Buffer.concat([...refs, FLUSH])
}
