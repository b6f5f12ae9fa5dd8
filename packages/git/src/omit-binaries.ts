const NEWLINE = 0x0a
const SECTION = Buffer.from('diff --git ')
const BINARY = Buffer.from('Binary files ')
const HUNK = Buffer.from('@@ ')

/** Leaves the files out of a patch of which it only says that they differ. */
export async function* omitBinaries(patch: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held = Buffer.alloc(0)
  // The lines of a section before it is known what it holds; undefined once it is.
  let header: Buffer[] | undefined
  let isDropped = false
  for await (const chunk of patch) {
    const bytes = held.length > 0 ? Buffer.concat([held, chunk]) : chunk
    const kept: Buffer[] = []
    let from = 0
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
      const line = bytes.subarray(from, end + 1)
      from = end + 1
      if (begins(line, SECTION)) {
        if (header) kept.push(...header)
        header = []
        isDropped = false
      } else if (header && begins(line, BINARY)) {
        header = undefined
        isDropped = true
      } else if (header && begins(line, HUNK)) {
        kept.push(...header)
        header = undefined
      }
      if (header) header.push(Buffer.from(line))
      else if (!isDropped) kept.push(line)
    }
    held = Buffer.from(bytes.subarray(from))
    if (kept.length > 0) yield Buffer.concat(kept)
  }
  if (header) yield Buffer.concat(header)
  if (held.length > 0 && !isDropped) yield held
}

const begins = (line: Buffer, word: Buffer): boolean =>
  line[0] === word[0] && line.length >= word.length && line.compare(word, 0, word.length, 0, word.length) === 0
