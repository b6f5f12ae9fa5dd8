/** A change without lines around it: these lines of the old version have become those of the new one. */
export interface Hunk {
  /** The first line that is replaced; where nothing is, the one that something is inserted after. */
  oldStart: number
  oldCount: number
  newStart: number
  newCount: number
}

const HEADER = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/

/** Lines of a patch that are longer hold nothing that is read here. */
const MAX_LINE = 65_536

/**
 * The hunks of every file in a patch without context lines, by the path that the file had before. Chunks are fed in as
 * they come, as one byte a character; what the lines themselves say is passed over.
 */
export class HunkReader {
  readonly files = new Map<string, Hunk[]>()
  #hunks: Hunk[] = []
  #held = ''
  /** Lines of the hunk that are still to come. */
  #left = 0

  feed(chunk: string): void {
    const lines = (this.#held + chunk).split('\n')
    this.#held = lines.pop()!.slice(0, MAX_LINE)
    for (const line of lines) this.#take(line)
  }

  #take(line: string): void {
    if (line.startsWith('\\')) return
    if (this.#left > 0) this.#left--
    else if (line.startsWith('diff --git ')) this.#hunks = []
    else if (line.startsWith('--- ')) this.files.set(pathIn(line.slice('--- '.length)), this.#hunks)
    else this.#begin(HEADER.exec(line))
  }

  #begin(header: RegExpExecArray | null): void {
    if (!header) return
    const [oldStart, oldCount, newStart, newCount] = header.slice(1).map(text => Number(text ?? 1)) as Four
    this.#hunks.push({ oldStart, oldCount, newStart, newCount })
    this.#left = oldCount + newCount
  }
}

type Four = [number, number, number, number]

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ a: '\x07', b: '\b', t: '\t', n: '\n', v: '\v', f: '\f', r: '\r' },
  ...{ '"': '"', '\\': '\\' },
}

/** `a/path` as git writes it: with a tab behind it where it holds a space, in quotes where it holds worse. */
function pathIn(text: string): string {
  const written = text.startsWith('"')
    ? text.slice(1, text.lastIndexOf('"')).replaceAll(/\\(?:([0-7]{3})|(.))/g, unescaped)
    : text.replace(/\t$/, '')
  return Buffer.from(written, 'latin1').toString().replace(/^a\//, '')
}

const unescaped = (_: string, octal: string | undefined, letter: string): string =>
  octal === undefined ? (ESCAPES[letter] ?? letter) : String.fromCharCode(Number.parseInt(octal, 8))
