import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { git, temporary } from '@pail/testkit'

const run = promisify(execFile)
const ENDINGS = new Set(
  '.go .py .ts .js .c .h .cc .cpp .java .rs .md .json .yml .yaml .sh .css .html .pm .mjs .proto .txt .toml .s'.split(
    ' ',
  ),
)
const LARGEST = 1 << 20
/** How much of the corpus lies in one repository. */
const REPOSITORY_BYTES = 25e6

/** A file of the corpus; the first part of the path is its repository. */
export interface CorpusFile {
  path: string
  oid: string
  size: number
}

/** Code that real people wrote, in one checkout, all contents different from one another. */
export interface Corpus {
  folder: string
  files: CorpusFile[]
  bytes: number
}

/** As much code as is asked for, from what is installed here; when that is not enough, again with other names in it. */
export async function makeCorpus(megabytes: number): Promise<Corpus> {
  const folder = temporary()
  await git(folder, 'init', '-q', '-b', 'main')
  const child = spawn('git', ['fast-import', '--quiet'], { cwd: folder, stdio: ['pipe', 'ignore', 'inherit'] })
  const ended = once(child, 'exit')
  const files: CorpusFile[] = []
  let bytes = 0
  child.stdin.write(`commit refs/heads/main\ncommitter Ada <ada@example.com> 1600000000 +0000\ndata 5\nBegin\n`)
  for (const content of await distinctContents(megabytes * 1e6)) {
    const path = `r${String(Math.floor(bytes / REPOSITORY_BYTES)).padStart(4, '0')}/${content.path}`
    files.push({ path, oid: content.oid, size: content.bytes.length })
    bytes += content.bytes.length
    child.stdin.write(`M 100644 inline ${path}\ndata ${content.bytes.length}\n`)
    child.stdin.write(content.bytes)
    if (!child.stdin.write('\n')) await once(child.stdin, 'drain')
  }
  child.stdin.end()
  if ((await ended)[0] !== 0) throw new Error('git fast-import failed')
  await git(folder, 'checkout', '-q', 'main')
  return { folder, files, bytes }
}

interface Content {
  path: string
  oid: string
  bytes: Buffer
}

async function distinctContents(wanted: number): Promise<Iterable<Content>> {
  const roots = await placesOfCode()
  return (function* () {
    const seen = new Set<string>()
    let taken = 0
    for (let round = 0; round < 20; round++)
      for (const { name, folder } of roots)
        for (const path of filesUnder(folder)) {
          const bytes = round === 0 ? readFileSync(path) : varied(readFileSync(path), round)
          const oid = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
          if (bytes.length === 0 || bytes.subarray(0, 8000).includes(0) || seen.has(oid)) continue
          seen.add(oid)
          yield { path: `${name}${round || ''}${clean(path.slice(folder.length))}`, oid, bytes }
          taken += bytes.length
          if (taken >= wanted) return
        }
  })()
}

const clean = (path: string): string => path.replaceAll(/[^\w./-]/g, '_')

/** Of every four longer names one is another in each round. */
const varied = (bytes: Buffer, round: number): Buffer =>
  Buffer.from(
    bytes.toString().replaceAll(/\b[a-z]\w{5,}\b/g, name => (name.charCodeAt(3) % 4 ? name : `${name}_${round}`)),
  )

async function placesOfCode(): Promise<{ name: string; folder: string }[]> {
  const told = async (program: string, ...args: string[]) =>
    (await run(program, args).catch(() => ({ stdout: '' }))).stdout.trim()
  const places = {
    go: await told('go', 'env', 'GOMODCACHE'),
    python: await told('python3', '-c', 'import sysconfig; print(sysconfig.get_paths()["stdlib"])'),
    goroot: await told('go', 'env', 'GOROOT'),
    modules: join(import.meta.dirname, '../node_modules'),
    include: '/usr/include',
  }
  return Object.entries(places)
    .filter(([, folder]) => folder !== '' && existsSync(folder))
    .map(([name, folder]) => ({ name, folder }))
}

function* filesUnder(folder: string): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory() && entry.name !== '.git') yield* filesUnder(path)
    else if (entry.isFile() && ENDINGS.has(extname(entry.name)) && statSync(path).size <= LARGEST) yield path
  }
}
