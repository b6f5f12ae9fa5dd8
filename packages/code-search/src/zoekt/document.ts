import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { fold } from '../language/fold.ts'

const UNKNOWN = '\ufffd'

/** A text that Zoekt takes: it has no NUL and no halves of characters. */
export const wellFormed = (text: string): string => text.toWellFormed().replaceAll('\0', UNKNOWN)

/** A text as it is looked through, with lines ending in LF. */
export const indexedText = (text: string): string => wellFormed(fold(text.replaceAll('\r\n', '\n')))

/** Whether a text has a piece where its indexed text has it, and nowhere else. */
export const isPlain = (piece: string): boolean => wellFormed(piece) === piece && !piece.includes(UNKNOWN)

// The fastest level: what is kept is read when shards are built.
export const pack = (text: string): Buffer => deflateRawSync(text, { level: 1 })
export const unpack = (packed: Uint8Array): Buffer => inflateRawSync(packed)
