import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { git, temporary } from '@pail/testkit'
import { type GitWorld, openGitWorld } from '../git-world.ts'
import { type Loaded, load, request } from '../load.ts'
import type { Finding } from '../report.ts'
import { type Effort, inTurns, median, round, timed } from '../rounds.ts'
import { shallowClones } from './clones.ts'

const CONNECTIONS = 16

/** Polls, clones and small pushes over HTTP, against `git http-backend`. */
export async function measureGit(effort: Effort): Promise<Finding[]> {
  const world = await openGitWorld(effort)
  if (typeof world === 'string') return [{ what: 'Git over HTTP', skipped: world }]
  try {
    return [
      await polls(world, effort),
      await clones(world, effort),
      ...(await shallowClones(world, effort)),
      await pushes(world, effort),
    ]
  } finally {
    await world.close()
  }
}

const packet = (text: string) => `${(text.length + 4).toString(16).padStart(4, '0')}${text}`
const LS_REFS = Buffer.from(
  `${packet('command=ls-refs\n')}${packet('object-format=sha1')}0001${packet('peel\n')}${packet('symrefs\n')}${packet('ref-prefix refs/heads/\n')}${packet('ref-prefix refs/tags/\n')}0000`,
)

/** What `git ls-remote` and a fetch that finds nothing new send: the capabilities, then the refs. */
async function polls({ pail, peer, authorization }: GitWorld, { rounds, seconds }: Effort): Promise<Finding> {
  const against = (origin: string, path: string, headers: Record<string, string>) => () =>
    load({
      origin,
      requests: [
        request(origin, `${path}/info/refs?service=git-upload-pack`, { ...headers, 'git-protocol': 'version=2' }),
        request(
          origin,
          `${path}/git-upload-pack`,
          {
            ...headers,
            'git-protocol': 'version=2',
            'content-type': 'application/x-git-upload-pack-request',
            accept: 'application/x-git-upload-pack-result',
          },
          LS_REFS,
        ),
      ],
      connections: CONNECTIONS,
      seconds,
    })
  const [ours, theirs] = await inTurns(
    rounds,
    against(pail.origin, '/demo/history.git', { authorization }),
    against(peer.origin, '/history.git', {}),
  )
  const rate = (all: Loaded[]) => median(all.map(one => one.perSecond))
  const ratio = rate(ours) / rate(theirs)
  const p99 = median(ours.map(one => one.p99))
  return {
    what: `ls-remote and no-op fetch, ${CONNECTIONS} connections, with a token on a private repository`,
    ours: `${Math.round(rate(ours))}/s, p99 ${round(p99, 1)} ms`,
    against: `${Math.round(rate(theirs))}/s, p99 ${round(median(theirs.map(one => one.p99)), 1)} ms (nginx + fcgiwrap)`,
    ratio,
    goal: '>= 20x, p99 < 10 ms',
    met: ratio >= 20 && p99 < 10,
  }
}

async function clones({ urls }: GitWorld, { rounds, commits }: Effort): Promise<Finding> {
  const clone = (url: string) => () => timed(() => git(temporary(), 'clone', '-q', '--bare', url, 'copy'))
  const [ours, theirs] = await inTurns(rounds, clone(urls.ours('history')), clone(urls.theirs('history')))
  const ratio = median(ours) / median(theirs)
  return {
    what: `full clone of ${commits} commits`,
    ours: `${Math.round(median(ours))} ms`,
    against: `${Math.round(median(theirs))} ms (nginx + fcgiwrap)`,
    ratio,
    goal: '<= 1.1x wall time',
    met: ratio <= 1.1,
  }
}

/** A commit that changes one file, to one of ten branches in turn. */
async function pushes({ urls }: GitWorld, { pushes }: Effort): Promise<Finding> {
  const pusher = async (url: string) => {
    const folder = temporary()
    await git(folder, 'init', '-q', '-b', 'main')
    await git(folder, 'remote', 'add', 'origin', url)
    let number = 0
    return async () => {
      await writeFile(join(folder, 'changed.txt'), `line ${number}\n`.repeat(20))
      await git(folder, 'add', '.')
      await git(folder, 'commit', '-q', '-m', `change ${number}`)
      return timed(() => git(folder, 'push', '-q', 'origin', `HEAD:refs/heads/change-${number++ % 10}`))
    }
  }
  const [ours, theirs] = await inTurns(pushes, await pusher(urls.ours('small')), await pusher(urls.theirs('small')))
  const ratio = median(ours) / median(theirs)
  return {
    what: 'small push, with fsck, policy and event',
    ours: `${round(median(ours), 1)} ms`,
    against: `${round(median(theirs), 1)} ms (nginx + fcgiwrap, none of these)`,
    ratio,
    goal: '<= 0.85x wall time',
    met: ratio <= 0.85,
  }
}
