import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Caller, Village } from '@pail/testkit'
import { workingCopy } from '../testing.ts'

/** A clone of `acme/site` in which tests make branches, and the address of its pull requests. */
export interface Bench {
  work: string
  all: string
  /** Pushes a branch off `main`, as it is on the server, with a commit for each of the contents of a file. */
  branch(name: string, file: string, ...contents: readonly string[]): Promise<string>
  /** Opens a pull request as ada, and answers its address. */
  open(source: string, more?: object): Promise<string>
  /** What has become of a merge that nobody waited for, by the address that it gave. */
  outcome(location: string | null): Promise<Awaited<ReturnType<Caller['get']>>>
  /** What a branch names on the server. */
  tip(branch: string): Promise<string>
}

/** Fills `acme/site` with a first commit and gives the tools to work with it. */
export async function openBench(village: Village): Promise<Bench> {
  const { folder: work, git } = await workingCopy(village)
  const remote = await village.remote('acme/site')
  const all = '/2.0/repositories/acme/site/pullrequests'
  return {
    work,
    all,
    async branch(name, file, ...contents) {
      await git('fetch', '-q', remote, 'main')
      await git('checkout', '-q', '-B', name, 'FETCH_HEAD')
      for (const [at, content] of contents.entries()) {
        writeFileSync(join(work, file), content)
        await git('add', '.')
        await git('commit', '-q', '-m', `${name} ${at + 1}`)
      }
      await git('push', '-q', '-f', remote, name)
      return git('rev-parse', 'HEAD')
    },
    async open(source, more = {}) {
      const { status, body } = await village.ada.post(all, {
        title: source,
        source: { branch: { name: source } },
        ...more,
      })
      assert.equal(status, 201, JSON.stringify(body))
      return `${all}/${body.id}`
    },
    async outcome(location) {
      const { pathname } = new URL(location!)
      for (;;) {
        const seen = await village.ada.get(pathname)
        if (seen.body.task_status !== 'PENDING') return seen
        await wait(10)
      }
    },
    async tip(branch) {
      const { body } = await village.ada.get(`/2.0/repositories/acme/site/refs/branches/${branch}`)
      return body.target?.hash
    },
  }
}
