import { execFileSync } from 'node:child_process'
import { type MadeRepository, makeRepository } from './made-repository.ts'
import { type Oid, oid } from './oid.ts'

/** For tests: a history with a little of everything that git can hold. */
export interface MadeHistory extends MadeRepository {
  /** The commits that branches and tags reach, newest first. */
  commits: Oid[]
  /** Reached by a ref that nobody may see. */
  hidden: Oid
  /** Reached by a pull request only. */
  reviewed: Oid
  /** Reached by a branch once. */
  deleted: Oid
  /** As `git`, without cutting white space off. */
  bytes(...args: string[]): Buffer
}

export const ODD_NAMES: readonly string[] = [
  '-n',
  ':(top)x',
  'a b',
  'q"u\\o',
  'tab\there',
  'line\nbreak',
  'ünï/cödé',
  '*',
]

export function makeHistory(): MadeHistory {
  const made = makeRepository()
  const { repository, git } = made
  execFileSync('git', ['fast-import', '--quiet', '--force'], { cwd: repository.dir, input: new Script().write() })
  git('update-ref', 'refs/keep/1', git('rev-parse', 'hidden'))
  git('update-ref', 'refs/pull-requests/1/from', git('rev-parse', 'reviewed'))
  const hidden = oid(git('rev-parse', 'hidden'))
  const reviewed = oid(git('rev-parse', 'reviewed'))
  const deleted = oid(git('rev-parse', 'deleted'))
  git('branch', '-q', '-D', 'hidden', 'reviewed', 'deleted')
  git('tag', 'of-file', git('rev-parse', 'main:src/app.ts'))
  git('-c', 'advice.nestedTag=false', 'tag', '-a', '-m', 'outer', 'nested', 'refs/tags/v2')
  const bytes = (...args: string[]) => execFileSync('git', args, { cwd: repository.dir, maxBuffer: 2 ** 28 })
  const commits = git('rev-list', '--branches', '--tags').split('\n').map(oid)
  return { ...made, commits, hidden, reviewed, deleted, bytes }
}

type File = [path: string, content: string | Buffer, mode?: string]

/** What `git fast-import` reads. */
class Script {
  #parts: (string | Buffer)[] = []
  #time = 1_700_000_000
  #mark = 0

  write(): Buffer {
    const root = this.#commit('main', 'first', [], START)
    let tip = root
    for (let at = 0; at < 12; at++) tip = this.#commit('main', `step ${at}\n\nbody ${at}`, [tip], step(at))
    const left = this.#commit(
      'feature/x',
      'left',
      [tip],
      [
        ['src/left.txt', 'left\n'],
        ['src/app.ts', lines(40, 'left')],
      ],
    )
    const right = this.#commit('main', 'right', [tip], [['src/right.txt', 'right\n']])
    const merged = this.#commit('main', 'merge left', [right, left], [['src/left.txt', 'left\n']])
    this.#commit('feature/x', 'criss-cross', [left, right], [['src/right.txt', 'right\n']])
    const moved = this.#commit('main', 'rename', [merged], [['docs/renamed.md', lines(30, 'x')]], ['docs/guide.md'])
    const both = this.#commit('main', 'evil merge', [moved, left], [['docs/renamed.md', lines(31, 'x')]])
    this.#commit('main', 'remove', [both], [['bin/run', '#!/bin/sh\necho\n', '100755']], ['a b', 'gone'])
    this.#commit(
      'unrelated',
      'another root',
      [],
      [
        ['alone', 'alone\n'],
        ['src/app.ts', lines(3)],
      ],
    )
    this.#commit('old/times', 'a branch from before', [root], [['src/old.txt', 'old\n']])
    this.#commit('hidden', 'hidden', [merged], [['secret', 'secret\n']])
    this.#commit('reviewed', 'reviewed', [merged], [['review', 'review\n']])
    this.#commit('deleted', 'deleted', [merged], [['deleted', 'deleted\n']])
    this.#parts.push(`reset refs/tags/v1\nfrom :${root}\n\n`)
    this.#parts.push(`tag v2\nfrom :${merged}\ntagger Bob <bob@example.org> 1700009999 -0330\ndata 7\nsecond\n\n`)
    return Buffer.concat(this.#parts.map(part => Buffer.from(part as string)))
  }

  #commit(branch: string, message: string, parents: number[], files: File[], removed: string[] = []): number {
    const mark = ++this.#mark
    const when = `${(this.#time += 60)} +0${mark % 9}00`
    this.#parts.push(`commit refs/heads/${branch}\nmark :${mark}\nauthor Ada Löve <ada@example.org> ${when}\n`)
    this.#parts.push(`committer Bob <bob@example.org> ${when}\n`, ...data(`${message}\n`))
    if (parents.length === 0) this.#parts.push('deleteall\n')
    else this.#parts.push(`from :${parents[0]}\n`, ...parents.slice(1).map(parent => `merge :${parent}\n`))
    for (const path of removed) this.#parts.push(`D ${quoted(path)}\n`)
    for (const [path, content, mode = '100644'] of files) {
      if (mode === '160000') this.#parts.push(`M 160000 ${content} ${quoted(path)}\n`)
      else this.#parts.push(`M ${mode} inline ${quoted(path)}\n`, ...data(content))
    }
    this.#parts.push('\n')
    return mark
  }
}

const START: File[] = [
  ['README.md', '# Site\n'],
  ['src/app.ts', lines(40)],
  ['src/deep/er/file.txt', 'deep\n'],
  ['docs/guide.md', lines(30, 'x')],
  ['gone', 'soon\n'],
  ['empty', ''],
  ['bin/run', '#!/bin/sh\n', '100755'],
  ['image.png', Buffer.from([137, 80, 78, 71, 0, 1, 2, 3, 0, 255])],
  ['link', 'src/app.ts', '120000'],
  ['outside', '../../etc/passwd', '120000'],
  ['vendor/lib', '1234567890123456789012345678901234567890', '160000'],
  ...ODD_NAMES.map((name): File => [name, `${name}\n`]),
]

const step = (at: number): File[] => [
  ['src/app.ts', lines(40, `${at}`)],
  [`src/part-${at}.txt`, lines(5 + at)],
  ...(at % 3 === 0 ? [['src/deep/er/file.txt', `deep ${at}\n`] as File] : []),
  ...(at % 4 === 0 ? [['image.png', Buffer.from([137, 80, 0, at])] as File] : []),
  ...(at === 5 ? [['src/app.ts', `${lines(40, '5').replaceAll('line', '  line')}`] as File] : []),
]

function lines(count: number, mark = ''): string {
  return Array.from({ length: count }, (_, at) => `line ${at}${at % 7 === 3 ? mark : ''}\n`).join('')
}

const data = (content: string | Buffer): (string | Buffer)[] => [`data ${Buffer.byteLength(content)}\n`, content, '\n']

const quoted = (path: string): string =>
  `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`
