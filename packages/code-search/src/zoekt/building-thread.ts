import { closeSync, openSync, writeSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import { openForReading } from '../sqlite/schema.ts'
import { serve } from '../threads/serve.ts'
import { Dictionary } from './dictionary.ts'
import { unpack } from './document.ts'
import { NAMES } from './language.ts'
import { readMarks } from './marks.ts'
import { TAR_END, tarEntry } from './tar.ts'

const db = openForReading((workerData as { file: string }).file)
const documents = db.prepare(
  `SELECT content, text, marks FROM documents WHERE layer IN (SELECT value FROM json_each(?)) ORDER BY content`,
)

/** The documents of some layers, to be made one. */
export interface BuildWork {
  layers: readonly number[]
  archive: string
}

interface Row {
  content: number
  text: Uint8Array
  marks: Uint8Array
}

serve({ build })

/** Writes the archive that a shard is made of: the texts, and the dictionary of their words. */
function build({ layers, archive }: BuildWork): void {
  const dictionary = new Dictionary()
  const file = openSync(archive, 'wx', 0o600)
  try {
    const put = (name: string, content: Buffer) => writeSync(file, tarEntry(name, content))
    put(NAMES.layer, Buffer.alloc(0))
    for (const { content, text, marks } of documents.iterate(JSON.stringify(layers)) as Iterable<Row & object>) {
      put(NAMES.text(content), unpack(text))
      dictionary.add(content, readMarks(unpack(marks).toString()))
    }
    let at = 0
    for (const words of dictionary.documents()) put(NAMES.words(at++), Buffer.from(words))
    writeSync(file, TAR_END)
  } finally {
    closeSync(file)
  }
}
