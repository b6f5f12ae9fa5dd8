import { FLUSH, packet } from './pkt-line.ts'

/** What a pusher is told about one ref; no reason means that it moved. */
export interface RefReport {
  ref: string
  reason?: string
}

/**
 * The status report at the end of a push. Its two versions differ only where a ref moved otherwise than asked, which
 * never happens here, so that one form serves both.
 */
export function pushReport(refs: readonly RefReport[], unpackError?: string): Buffer {
  const lines = refs.map(({ ref, reason }) => (reason === undefined ? `ok ${ref}` : `ng ${ref} ${oneLine(reason)}`))
  const all = [`unpack ${unpackError === undefined ? 'ok' : oneLine(unpackError)}`, ...lines]
  return Buffer.concat([...all.map(line => packet(`${line}\n`)), FLUSH])
}

const oneLine = (text: string): string => text.replaceAll(/[\x00-\x1f\x7f]+/g, ' ').slice(0, 1000)
