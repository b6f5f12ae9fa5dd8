import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Unusable } from './destination.ts'

/** Keeps a second process of this machine away; one that has ended without taking its lock away keeps nobody away. */
export function lock(path: string): () => void {
  const owner = ownerOf(path)
  if (owner !== undefined && owner !== process.pid && isAlive(owner))
    throw new Unusable(`Another pail sync, process ${owner}, is writing there`)
  writeFileSync(path, String(process.pid))
  return () => rmSync(path, { force: true })
}

function ownerOf(path: string): number | undefined {
  try {
    return Number(readFileSync(path, 'utf8')) || undefined
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
