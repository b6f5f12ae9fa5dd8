import { setTimeout as wait } from 'node:timers/promises'
import { CHANGED_BRANCHES, CHANGED_FILES, type CodeWorld } from '../code-world.ts'
import type { Finding } from '../report.ts'
import { type Effort, median, round, timed } from '../rounds.ts'

/** Differences between branches, and commits made through the API. */
export async function measureChanges(world: CodeWorld, { pushes }: Effort): Promise<Finding[]> {
  const theirs = await world.perProcess('git diff-tree -r --numstat -M main changed-0', 5)
  const [cold, warm, first] = [[], [], []] as [number[], number[], number[]]
  const prepared = await reviewed(world, `changed-${CHANGED_BRANCHES - 1}`)
  for (let branch = 0; branch < CHANGED_BRANCHES - 1; branch++) {
    const spec = `changed-${branch}..main`
    cold.push(await timed(() => read(world, `diffstat/${spec}?pagelen=500`)))
    for (let turn = 0; turn < 5; turn++) warm.push(await timed(() => read(world, `diffstat/${spec}?pagelen=10`)))
    first.push(await timed(() => readFirst(world, `diff/${spec}`)))
  }
  const what = `diffstat of ${CHANGED_FILES} files`
  const against = `${round(theirs)} ms (git diff-tree --numstat)`
  return [
    row(what, { ours: median(cold), theirs, against, goal: 1.2 }),
    row(`${what}, again`, { ours: median(warm), theirs, against, goal: 0.05 }),
    {
      what: `first page of the diffstat of a pull request of ${CHANGED_FILES} files, a moment after it was opened`,
      ours: `${round(prepared)} ms`,
      against: 'a limit',
      goal: '<= 50 ms',
      met: prepared <= 50,
    },
    {
      what: `first patches of the diff of ${CHANGED_FILES} files`,
      ours: `${round(median(first))} ms`,
      against: 'a limit',
      goal: '<= 50 ms',
      met: median(first) <= 50,
    },
    await commits(world, pushes),
  ]
}

/** How long the first look at a pull request takes whose worker had a moment to look before. */
async function reviewed({ pail, authorization }: CodeWorld, branch: string): Promise<number> {
  const all = `${pail.origin}/2.0/repositories/demo/code/pullrequests`
  const headers = { authorization, 'content-type': 'application/json' }
  const body = JSON.stringify({ title: branch, source: { branch: { name: branch } } })
  const { id } = (await (await fetch(all, { method: 'POST', headers, body })).json()) as { id: number }
  await wait(MOMENT_MS)
  return timed(async () => {
    const answer = await fetch(`${all}/${id}/diffstat`, { headers: { authorization } })
    const { size } = (await answer.json()) as { size: number }
    if (size !== CHANGED_FILES) throw new Error(`The diffstat counts ${size} files`)
  })
}

const MOMENT_MS = 2000

function row(
  what: string,
  { ours, theirs, against, goal }: { ours: number; theirs: number; against: string; goal: number },
): Finding {
  const ratio = ours / theirs
  return { what, ours: `${round(ours)} ms`, against, ratio, goal: `<= ${goal}x`, met: ratio <= goal }
}

async function open({ pail, authorization }: CodeWorld, path: string): Promise<Response> {
  const answer = await fetch(`${pail.origin}/2.0/repositories/demo/code/${path}`, { headers: { authorization } })
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
  return answer
}

async function read(world: CodeWorld, path: string): Promise<void> {
  const { size } = (await (await open(world, path)).json()) as { size: number }
  if (size !== CHANGED_FILES) throw new Error(`${path} counts ${size} files`)
}

async function readFirst(world: CodeWorld, path: string): Promise<void> {
  const reader = (await open(world, path)).body!.getReader()
  const { value } = await reader.read()
  if (!new TextDecoder().decode(value).startsWith('diff --git')) throw new Error('This is no diff')
  await reader.cancel()
}

/** The commands that make the same commit by hand, in one shell. */
const PLUMBING = [
  'export GIT_INDEX_FILE=bench.index GIT_AUTHOR_NAME=Ada GIT_AUTHOR_EMAIL=a@example.com',
  'export GIT_COMMITTER_NAME=Ada GIT_COMMITTER_EMAIL=a@example.com',
  'blob=$(date +%N | git hash-object -w --stdin)',
  'git read-tree refs/heads/plumbing',
  'git update-index --add --cacheinfo 100644,$blob,wide/file-00001.txt',
  'tree=$(git write-tree)',
  'commit=$(git commit-tree -p refs/heads/plumbing -m change $tree)',
  'git update-ref refs/heads/plumbing $commit',
].join('; ')

async function commits(world: CodeWorld, count: number): Promise<Finding> {
  const { pail, authorization, perProcess } = world
  await perProcess('git update-ref refs/heads/plumbing main', 1)
  const theirs = await perProcess(`(${PLUMBING})`, count)
  const ours: number[] = []
  for (let at = 0; at < count; at++) {
    const body = new FormData()
    body.set('wide/file-00001.txt', `through the API ${at}\n`)
    body.set('message', 'change')
    ours.push(
      await timed(async () => {
        const url = `${pail.origin}/2.0/repositories/demo/code/src`
        const { status } = await fetch(url, { method: 'POST', headers: { authorization }, body })
        if (status !== 201) throw new Error(`POST src answered ${status}`)
      }),
    )
  }
  const against = `${round(theirs)} ms (hash-object, read-tree, update-index, write-tree, commit-tree, update-ref)`
  return row('commit of one file through POST src', { ours: median(ours), theirs, against, goal: 1.5 })
}
