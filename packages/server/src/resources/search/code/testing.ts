import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Caller, git, temporary, type Village } from '@pail/testkit'

/** For tests: files by path; null takes one away. */
export type Files = Readonly<Record<string, string | Buffer | null>>

/** Commits what differs from the commit before in a clone of its own, and pushes it; the hash of the commit. */
export async function pushFiles(work: string, files: Files, ...push: string[]): Promise<string> {
  for (const [path, content] of Object.entries(files)) {
    const file = join(work, path)
    mkdirSync(dirname(file), { recursive: true })
    if (content !== null) writeFileSync(file, content)
    else await git(work, 'rm', '-q', path)
  }
  await git(work, 'add', '-A')
  await git(work, 'commit', '-q', '--allow-empty', '-m', 'change')
  await git(work, 'push', '-q', ...push)
  return git(work, 'rev-parse', 'HEAD')
}

/** An empty working copy on a branch. */
export async function emptyCopy(branch = 'main'): Promise<string> {
  const folder = temporary()
  await git(folder, 'init', '-q', '-b', branch, 'work')
  return join(folder, 'work')
}

/** Pushes files to a repository of the village, on top of nothing. */
export async function fill(village: Village, fullName: string, files: Files, branch = 'main'): Promise<string> {
  const work = await emptyCopy(branch)
  return pushFiles(work, files, '-f', await village.remote(fullName), `HEAD:refs/heads/${branch}`)
}

/** What a search in acme, or at another address, finds: repositories with paths, in the order of these. */
export async function found(
  by: Caller,
  search_query: string,
  more: Record<string, string> = {},
  at = '/2.0/workspaces/acme',
): Promise<string[]> {
  const query = new URLSearchParams({ search_query, ...more })
  const { status, body } = await by.get(`${at}/search/code?${query}`)
  assert.equal(status, 200, JSON.stringify(body))
  assert.equal(body.size, body.values.length)
  const hrefs: string[] = body.values.map(
    (one: { file: { links: { self: { href: string } } } }) => one.file.links.self.href,
  )
  return hrefs.map(nameOf).sort()
}

/** `acme/site:src/foo.py` of the address of a file. */
export function nameOf(href: string): string {
  const [, repository, path] = /\/repositories\/(.*)\/src\/[0-9a-f]{40}\/(.*)$/.exec(href)!
  return `${repository}:${decodeURIComponent(path!)}`
}
