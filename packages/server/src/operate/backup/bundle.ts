import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { BackupFile } from './manifest.ts'

type Content = Iterable<string | Buffer> | AsyncIterable<string | Buffer>

/** The folder in which a backup comes to be; remembers the sum of everything written to it. */
export class Bundle {
  readonly folder: string
  readonly files: BackupFile[] = []

  constructor(folder: string) {
    this.folder = folder
  }

  /** Writes one file to its end and to the disk. */
  async add(path: string, content: Content): Promise<void> {
    this.files.push(await this.#write(path, content))
  }

  /** Takes back what could not be written to its end. */
  async drop(path: string): Promise<void> {
    await rm(join(this.folder, path), { force: true })
  }

  /** The manifest is no file among the others: it names them. */
  async addUnlisted(path: string, text: string): Promise<void> {
    await this.#write(path, [text])
  }

  async #write(path: string, content: Content): Promise<BackupFile> {
    const place = join(this.folder, path)
    await mkdir(dirname(place), { recursive: true, mode: 0o700 })
    const hash = createHash('sha256')
    let size = 0
    await pipeline(
      Readable.from(content, { objectMode: true }),
      async function* (chunks: AsyncIterable<string | Buffer>) {
        for await (const chunk of chunks) {
          const bytes = Buffer.from(chunk)
          hash.update(bytes)
          size += bytes.length
          yield bytes
        }
      },
      createWriteStream(place, { mode: 0o600, flags: 'wx', flush: true }),
    )
    return { path, size, sha256: hash.digest('hex') }
  }
}
