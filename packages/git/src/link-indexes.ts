import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { linkFile } from './link-file.ts'
import { absent } from './packed-refs.ts'

/** What a graph says of commits is used only where they are; its layers come together or not at all. */
export async function linkCommitGraph(from: string, to: string): Promise<void> {
  const graphs = 'info/commit-graphs'
  const chain = await readFile(join(from, graphs, 'commit-graph-chain'), 'utf8').catch(absent)
  if (chain === undefined) return
  await mkdir(join(to, graphs), { recursive: true })
  const layers = chain.split('\n').filter(line => /^[0-9a-f]{40}$/.test(line))
  const files = layers.map(layer => join(graphs, `graph-${layer}.graph`))
  const linked = await Promise.all(files.map(file => linkFile(join(from, file), join(to, file))))
  if (linked.every(Boolean)) await writeFile(join(to, graphs, 'commit-graph-chain'), chain)
  else await rm(join(to, graphs), { recursive: true })
}

/** The index over many packs, with its bitmap, if it speaks of no others than these. */
export async function linkPackIndex(from: string, to: string, packs: ReadonlySet<string>): Promise<void> {
  const file = 'pack/multi-pack-index'
  if (!(await linkFile(join(from, file), join(to, file)))) return
  const index = await readPackIndex(join(to, file))
  if (!index?.packs.every(name => packs.has(name))) return rm(join(to, file))
  const bitmap = `${file}-${index.checksum}.bitmap`
  await linkFile(join(from, bitmap), join(to, bitmap))
}

/** The packs that the index speaks of, and its name for its own bytes. Undefined when it is not as git 2.39 writes it. */
async function readPackIndex(file: string): Promise<{ packs: string[]; checksum: string } | undefined> {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    const read = async (at: number, length: number) =>
      (await handle.read({ buffer: Buffer.alloc(length), position: at })).buffer
    const head = await read(0, 12)
    if (head.toString('latin1', 0, 4) !== 'MIDX' || head[4] !== 1 || head[5] !== 1) return undefined
    const table = await read(12, 12 * (head[6]! + 1))
    const at = table.indexOf('PNAM')
    if (at < 0 || at % 12 !== 0) return undefined
    const [start, end] = [table.readBigUInt64BE(at + 4), table.readBigUInt64BE(at + 16)].map(Number)
    const names = (await read(start!, end! - start!)).toString().split('\0').filter(Boolean)
    return { packs: names, checksum: (await read(size - 20, 20)).toString('hex') }
  } finally {
    await handle.close()
  }
}
