import { git, temporary } from '@pail/testkit'
import { cpuOf } from '../cpu.ts'
import type { GitWorld } from '../git-world.ts'
import { load, request } from '../load.ts'
import type { Finding } from '../report.ts'
import { type Effort, inTurns, median, round, timed } from '../rounds.ts'

const AT_ONCE = 8
const PEER = '(nginx + fcgiwrap)'

/** One of the two servers, and what its clients send. */
interface Side {
  origin: string
  path: string
  /** For requests of which the work is counted. */
  counted: string
  cpu(): number
  url: string
  headers: Record<string, string>
}

/** What a fleet of build machines does: everyone clones the same, shallowly and at once. */
export async function shallowClones({ pail, peer, urls, authorization }: GitWorld, effort: Effort): Promise<Finding[]> {
  const ours: Side = {
    ...{ origin: pail.origin, path: '/demo/history.git', counted: '/demo/history.git', url: urls.ours('history') },
    cpu: () => cpuOf([pail.child.pid!]),
    headers: { authorization, 'git-protocol': 'version=2' },
  }
  const theirs: Side = {
    ...{ origin: peer.origin, path: '/history.git', counted: `${peer.counted}/history.git`, cpu: peer.cpu },
    url: urls.theirs('history'),
    headers: { 'git-protocol': 'version=2' },
  }
  const tip = (await git(temporary(), 'ls-remote', theirs.url, 'refs/heads/main')).split('\t')[0]!
  const sides = { ours, theirs, tip }
  return [await kept(sides, effort), await cpu(sides, effort), await first(sides, effort), await withGit(sides, effort)]
}

type Sides = Record<'ours' | 'theirs', Side> & { tip: string }

const WHAT = `${AT_ONCE} identical shallow --bare clones at once`

/** Clones in a second, of which nothing is done but what the server has to do. */
async function cloned({ origin, headers }: Side, path: string, tip: string, seconds: number): Promise<number> {
  const to = (body: Buffer) => request(origin, `${path}/git-upload-pack`, { ...headers, ...RESULT }, body)
  const advertised = request(origin, `${path}/info/refs?service=git-upload-pack`, headers)
  const requests = [advertised, to(LS_REFS), to(fetchOf(tip, 1))]
  const { perSecond } = await load({ origin, requests, connections: AT_ONCE, seconds })
  return perSecond / requests.length
}

async function kept({ ours, theirs, tip }: Sides, { rounds, seconds }: Effort): Promise<Finding> {
  const rate = (side: Side) => () => cloned(side, side.path, tip, seconds)
  const [us, them] = (await inTurns(rounds, rate(ours), rate(theirs))).map(median) as [number, number]
  return {
    what: `${WHAT}, their requests again and again`,
    ours: `${round(us, 1)} clones/s`,
    against: `${round(them, 1)} clones/s ${PEER}`,
    ratio: us / them,
    goal: '>= 5x',
    met: us / them >= 5,
  }
}

async function cpu({ ours, theirs, tip }: Sides, { rounds, seconds }: Effort): Promise<Finding> {
  const each = (side: Side) => async () => {
    const before = side.cpu()
    const rate = await cloned(side, side.counted, tip, seconds)
    return (side.cpu() - before) / (rate * seconds)
  }
  const [us, them] = (await inTurns(rounds, each(ours), each(theirs))).map(median) as [number, number]
  return {
    what: `${WHAT}, server CPU for each`,
    ours: `${round(us, 1)} ms`,
    against: `${round(them, 1)} ms ${PEER}`,
    ratio: us / them,
    goal: '<= 0.125x',
    met: us / them <= 0.125,
  }
}

/** Nothing is kept of a depth that nobody has asked for before. */
async function first({ ours, theirs, tip }: Sides, { rounds }: Effort): Promise<Finding> {
  const burst = (side: Side) => {
    let depth = 10
    return async () => {
      const before = side.cpu()
      const asked = { method: 'POST', headers: { ...side.headers, ...RESULT }, body: fetchOf(tip, depth++) }
      const ask = async () => (await fetch(`${side.origin}${side.counted}/git-upload-pack`, asked)).arrayBuffer()
      await Promise.all(Array.from({ length: AT_ONCE }, ask))
      return side.cpu() - before
    }
  }
  const [us, them] = (await inTurns(rounds, burst(ours), burst(theirs))).map(median) as [number, number]
  return {
    what: `${AT_ONCE} identical shallow fetches at once, of what nobody has asked for before: server CPU for all`,
    ours: `${Math.round(us)} ms`,
    against: `${Math.round(them)} ms ${PEER}`,
    ratio: us / them,
    goal: '<= 0.5x',
    met: us / them <= 0.5,
  }
}

/** What a user of the same machine sees: most of it is the work of the clients. */
async function withGit({ ours, theirs }: Sides, { rounds }: Effort): Promise<Finding> {
  const clones = (url: string) => () => {
    const folder = temporary()
    const clone = (_: unknown, at: number) => git(folder, 'clone', '-q', '--bare', '--depth=1', url, `copy-${at}`)
    return timed(() => Promise.all(Array.from({ length: AT_ONCE }, clone)))
  }
  const [us, them] = await inTurns(rounds, clones(ours.url), clones(theirs.url))
  const ratio = median(us) / median(them)
  return {
    what: `${WHAT}, with git, whose own work is most of it`,
    ours: `${Math.round(median(us))} ms`,
    against: `${Math.round(median(them))} ms ${PEER}`,
    ratio,
    goal: '<= 0.8x wall time',
    met: ratio <= 0.8,
  }
}

const packet = (text: string) => `${(text.length + 4).toString(16).padStart(4, '0')}${text}`

const LS_REFS = Buffer.from(
  `${packet('command=ls-refs\n')}${packet('object-format=sha1')}0001${packet('peel\n')}${packet('symrefs\n')}${packet('ref-prefix HEAD\n')}0000`,
)

const fetchOf = (tip: string, depth: number) =>
  Buffer.from(
    `${packet('command=fetch')}${packet('object-format=sha1')}0001${['thin-pack', 'no-progress', 'include-tag', 'ofs-delta', `deepen ${depth}`, `want ${tip}\n`, 'done\n'].map(packet).join('')}0000`,
  )

const RESULT = {
  'content-type': 'application/x-git-upload-pack-request',
  accept: 'application/x-git-upload-pack-result',
}
