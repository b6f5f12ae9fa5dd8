import { randomUUID } from 'node:crypto'
import { mkdtempSync, openAsBlob, rmSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder for what is too large to be held, which only we can read; it goes when the process does. */
export class Spool {
  #folder: string | undefined
  readonly #open = new Set<FileHandle>()

  /** A new file, to be written to. */
  async begin(): Promise<{ path: string; handle: FileHandle }> {
    const path = join(this.#place(), randomUUID())
    const handle = await open(path, 'wx', 0o600)
    this.#open.add(handle)
    return { path, handle }
  }

  /** Keeps what comes, and gives it as a blob that a file stands behind. */
  async keep(content: AsyncIterable<Uint8Array>): Promise<Blob> {
    const { path, handle } = await this.begin()
    try {
      for await (const piece of content) await handle.write(piece)
    } finally {
      await handle.close()
    }
    return openAsBlob(path)
  }

  /** What is closed already may be closed once more. */
  async close(): Promise<void> {
    await Promise.all([...this.#open].map(handle => handle.close()))
    this.#remove()
  }

  #remove(): void {
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true })
    this.#folder = undefined
  }

  #place(): string {
    if (this.#folder === undefined) {
      this.#folder = mkdtempSync(join(tmpdir(), 'bitbucket-downloads-'))
      process.once('exit', () => this.#remove())
    }
    return this.#folder
  }
}
