import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

export interface Key {
  id: string
  bytes: Buffer
}

/** Puts a new key in front, making the file where there is none; it is for its owner's eyes only. */
export function addKey(file: string): void {
  const keys = existsSync(file) ? readKeys(file) : []
  writeKeys(file, [{ id: randomBytes(4).toString('hex'), bytes: randomBytes(32) }, ...keys])
}

/** Forgets every key but the newest and those still needed; answers how many it was. */
export function dropKeys(file: string, needed: ReadonlySet<string>): number {
  const keys = readKeys(file)
  const kept = keys.filter(({ id }, place) => place === 0 || needed.has(id))
  if (kept.length < keys.length) writeKeys(file, kept)
  return keys.length - kept.length
}

/** The keys of a file, newest first, read again whenever another process has replaced it. */
export function followKeys(file: string): () => readonly Key[] {
  let version = ''
  let keys: readonly Key[] = []
  return () => {
    const { ino, mtimeNs } = statSync(file, { bigint: true })
    if (version !== `${ino}/${mtimeNs}`) {
      keys = readKeys(file)
      version = `${ino}/${mtimeNs}`
    }
    return keys
  }
}

function readKeys(file: string): Key[] {
  const { keys } = JSON.parse(readFileSync(file, 'utf8')) as { keys: { id: string; key: string }[] }
  if (keys.length === 0) throw new Error('The key file holds no key')
  return keys.map(({ id, key }) => ({ id, bytes: Buffer.from(key, 'base64') }))
}

/** Renamed into place, so that whoever reads meanwhile finds the one or the other whole. */
function writeKeys(file: string, keys: readonly Key[]): void {
  const text = JSON.stringify({ keys: keys.map(({ id, bytes }) => ({ id, key: bytes.toString('base64') })) })
  writeFileSync(`${file}.new`, text, { mode: 0o600, flush: true })
  renameSync(`${file}.new`, file)
  flushFolder(dirname(file))
}

/** A value under a key that a loss of power takes away would be lost itself. */
function flushFolder(path: string): void {
  const folder = openSync(path, 'r')
  fsyncSync(folder)
  closeSync(folder)
}
