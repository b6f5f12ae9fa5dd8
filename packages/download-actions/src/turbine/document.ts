import { openAsBlob } from 'node:fs'
import { Misused } from '../core/misused.ts'
import { decoded } from '../node/base64.ts'
import type { Spool } from '../node/spool.ts'
import { Strings } from './strings.ts'

/** A JSON document whose long strings were written to files, decoded from base64, while it came in. */
export interface Document {
  value: unknown
  /** The content that a string of the document stands for. */
  contentOf(text: string, name: string): Promise<Blob>
}

/** Reads a document that may hold gigabytes of base64 and needs no more memory for it than for a small one. */
export async function readDocument(input: AsyncIterable<Uint8Array | string>, spool: Spool): Promise<Document> {
  const strings = new Strings(spool)
  const decoder = new TextDecoder()
  for await (const piece of input)
    await strings.push(typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true }))
  const { text, files } = strings.end()
  return {
    value: parse(text),
    contentOf: async (given, name) => {
      const path = files.get(given)
      return path === undefined ? new Blob([new Uint8Array(decoded(given, name))]) : openAsBlob(path)
    },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Misused('Standard input holds no JSON')
  }
}
