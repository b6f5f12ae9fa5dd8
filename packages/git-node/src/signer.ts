import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { openSigner, PRIVATE_FILE } from './signing/signing-key.ts'

type Sign = (payload: Buffer) => Promise<string>

/** Signs with the server's key, for as long as there is one. */
export class Signer {
  readonly #folder: string | undefined
  #known: { mark: string; sign: Promise<Sign> } | undefined

  constructor(folder: string | undefined) {
    this.#folder = folder
  }

  /** The armoured signature, or nothing without a key. */
  async sign(payload: Buffer): Promise<string | undefined> {
    if (this.#folder === undefined) return undefined
    const file = join(this.#folder, PRIVATE_FILE)
    const stat = statSync(file, { throwIfNoEntry: false })
    if (!stat) return undefined
    const mark = `${stat.ino} ${stat.mtimeMs} ${stat.size}`
    if (this.#known?.mark !== mark) this.#known = { mark, sign: openSigner(readFileSync(file, 'utf8')) }
    return (await this.#known.sign)(payload)
  }
}
