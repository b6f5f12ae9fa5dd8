import { join } from 'node:path'
import { ADMIN_TOKEN, git, makeHistory, type PailProcess, startPail } from '@pail/testkit'
import { type HttpBackend, startHttpBackend } from './peers/http-backend.ts'
import type { Effort } from './rounds.ts'

/** The same repositories on both servers: `history` is long, `small` is for pushing to. */
export interface GitWorld {
  pail: PailProcess
  peer: HttpBackend
  urls: { ours: (name: string) => string; theirs: (name: string) => string }
  authorization: string
  close(): Promise<void>
}

export async function openGitWorld({ commits, files }: Effort): Promise<GitWorld | string> {
  const peer = await startHttpBackend()
  if (typeof peer === 'string') return peer
  const pail = await startPail()
  const authorization = `Basic ${Buffer.from(`x-token-auth:${ADMIN_TOKEN}`).toString('base64')}`
  const urls = {
    ours: (name: string) => `${pail.origin.replace('://', `://x-token-auth:${ADMIN_TOKEN}@`)}/demo/${name}.git`,
    theirs: (name: string) => `${peer.origin}/${name}.git`,
  }
  const source = await makeHistory({ commits, files })
  for (const name of ['history', 'small']) {
    await fetch(`${pail.origin}/2.0/repositories/demo/${name}`, { method: 'POST', headers: { authorization } })
    const bare = join(peer.repositories, `${name}.git`)
    await git(peer.repositories, 'init', '-q', '--bare', '-b', 'main', bare)
    await git(bare, 'config', 'http.receivepack', 'true')
  }
  for (const url of [urls.ours('history'), urls.theirs('history')])
    await git(source, 'push', '-q', url, '+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*')
  // Both are served as they are after upkeep.
  await git(join(peer.repositories, 'history.git'), 'repack', '-q', '-a', '-d', '--write-bitmap-index')
  await settled(pail, authorization, 'history')
  const close = async () => {
    peer.stop()
    await pail.stop()
  }
  return { pail, peer, urls, authorization, close }
}

/** Waits for the upkeep that follows a push; the size is measured at its end. */
export async function settled({ origin }: PailProcess, authorization: string, name: string): Promise<void> {
  for (let tries = 0; tries < 180; tries++) {
    const answer = await fetch(`${origin}/2.0/repositories/demo/${name}?fields=size`, { headers: { authorization } })
    if (((await answer.json()) as { size: number }).size > 0) return
    await new Promise(resolve => setTimeout(resolve, 1000))
  }
  throw new Error('the upkeep after the push did not come')
}
