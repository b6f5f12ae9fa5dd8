import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { git, temporary, type Village } from '@pail/testkit'

/** The hash of a commit that the submodule of `pushFiles` points to. */
export const ELSEWHERE = '1'.repeat(40)

/** Bytes that no text has. */
export const PICTURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 0xff, 0xfe])

export const NUMBERS = Array.from({ length: 1000 }, (_, number) => `${number}\n`).join('')

/** What was pushed: the folder that it came from, and the hash of the newest commit of `main`. */
export interface Pushed {
  folder: string
  tip: string
}

const FILES: Readonly<Record<string, string | Buffer>> = {
  'README.md': '# Site\n\n<script>alert(1)</script> [here](javascript:alert(1))\n',
  'docs/guide.md': 'Guide\n',
  'docs/deep/er/notes.txt': 'notes\n',
  'docs/a b/"ü".txt': 'quoted\n',
  'evil.html': '<script>alert(1)</script>',
  'evil.svg': '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
  'evil.js': 'alert(1)',
  'paper.pdf': '%PDF-1.4',
  'index.ts': 'export {}\n',
  'numbers.txt': NUMBERS,
  'picture.png': PICTURE,
  'script.sh': '#!/bin/sh\n',
  'empty/one': '',
  'empty/two': '',
  Makefile: 'all:\n',
}

/** Fills a repository: files of every kind, a branch with a slash, a tag with dots, and a file that changed its name. */
export async function pushFiles(village: Village, fullName: string): Promise<Pushed> {
  const folder = temporary()
  await git(folder, 'init', '-q', '-b', 'main')
  put(folder, { 'old/name.txt': `${NUMBERS}first\n` })
  await commit(folder, 'Begin')
  put(folder, { 'old/name.txt': `${NUMBERS}second\n`, 'new/.keep': '' })
  await commit(folder, 'Change')
  await git(folder, 'mv', 'old/name.txt', 'new/name.txt')
  await commit(folder, 'Move')
  put(folder, FILES)
  chmodSync(join(folder, 'script.sh'), 0o755)
  symlinkSync('/etc/passwd', join(folder, 'docs/outside'))
  symlinkSync('docs', join(folder, 'linked'))
  await git(folder, 'add', '.')
  await git(folder, 'update-index', '--add', '--cacheinfo', `160000,${ELSEWHERE},vendor/other`)
  await git(folder, 'commit', '-q', '-m', 'Fill')
  await git(folder, 'tag', '-a', '-m', 'One', 'v1.0.zip')
  await git(folder, 'push', '-q', await village.remote(fullName), 'main', 'HEAD~1:refs/heads/feature/x', '--tags')
  return { folder, tip: await git(folder, 'rev-parse', 'HEAD') }
}

export function put(folder: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
}

async function commit(folder: string, message: string): Promise<void> {
  await git(folder, 'add', '.')
  await git(folder, 'commit', '-q', '-m', message)
}
