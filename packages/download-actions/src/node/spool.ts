import { randomUUID } from 'node:crypto'
import { mkdtempSync, openAsBlob, rmSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder for what is too large to be held, which only we can read; it goes when the process does. */
export class Spool {
  #folder: string | undefined

  /** A new file, to be written to. */
  async begin(): Promise<{ path: string; handle: FileHandle }> {
    const path = join(this.#place(), randomUUID())
    return { path, handle: await open(path, 'wx', 0o600) }
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

  /** May be called more than once. */
  remove(): void {
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true })
    this.#folder = undefined
  }

  #place(): string {
    if (this.#folder === undefined) {
      this.#folder = mkdtempSync(join(tmpdir(), 'bitbucket-downloads-'))
      process.once('exit', () => this.remove())
    }
    return this.#folder
  }
}
