import { createHash, type Hash } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import type { Told } from './summing.ts'

const hashes = new Map<number, Hash>()

parentPort!.on('message', (told: Told) => {
  const { content } = told
  const hash = hashes.get(content) ?? createHash('sha256')
  if ('slab' in told) {
    hashes.set(content, hash.update(told.slab))
    return parentPort!.postMessage('')
  }
  hashes.delete(content)
  if ('end' in told) parentPort!.postMessage(hash.digest('hex'))
})
