import { cp, rm } from 'node:fs/promises'
import { type MadeHistory, makeHistory } from '@pail/git/testing'
import { type OpenNode, openNode } from './open-node.ts'

/** For tests: a git node of which the repository holds a little of everything. */
export interface OpenHistory extends OpenNode {
  history: MadeHistory
}

export async function openHistory(): Promise<OpenHistory> {
  const [open, history] = [await openNode(), makeHistory()]
  await rm(open.dir, { recursive: true })
  await cp(history.repository.dir, open.dir, { recursive: true })
  const close = async () => {
    await open.close()
    history.remove()
  }
  return { ...open, history, close }
}
