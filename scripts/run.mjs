// Runs on whatever Node the machine has (20 or newer): installs what is missing, then hands over to Node 24.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const at = (...parts) => join(root, ...parts)
const NEEDED = 24

const ENTRIES = {
  pail: at('packages', 'cli', 'src', 'main.ts'),
  dev: at('scripts', 'dev.ts'),
  test: at('scripts', 'test.ts'),
  check: at('scripts', 'check.ts'),
  bench: at('bench', 'main.ts'),
  generate: at('scripts', 'generate.ts'),
  clients: at('scripts', 'clients.ts'),
  compare: at('scripts', 'compare.ts'),
  contract: at('scripts', 'contract.ts'),
}

function fail(sentence) {
  process.stderr.write(`pail: ${sentence}\n`)
  process.exit(1)
}

/** Whether every package of the lock file is there, in its version. */
function isInstalled() {
  const wanted = read(at('package-lock.json'))
  const present = read(at('node_modules', '.package-lock.json'))
  if (!wanted || !present) return false
  return Object.entries(wanted.packages).every(([path, { version, optional, link }]) => {
    if (!path.startsWith('node_modules/') || optional || link) return true
    return present.packages[path]?.version === version
  })
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function install() {
  process.stderr.write('pail: installing the packages it needs (once) ...\n')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { status, error } = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  if (error) fail(`npm could not be started: ${error.message}`)
  if (status !== 0)
    fail('the packages could not be installed; the lines above say why. Without a network, run it once with one.')
}

/** The `node` package brings Node in an install script, which npm can be told to skip. */
function findNode() {
  const own = at('node_modules', 'node', 'bin', 'node')
  if (existsSync(own) && majorOf(own) >= NEEDED) return own
  if (Number(process.versions.node.split('.')[0]) >= NEEDED) return process.execPath
  return fail(
    `Node ${NEEDED} is missing: this machine has ${process.version}, and the install script of the package "node" was skipped. ` +
      'Run "npm rebuild node --foreground-scripts" (with npm 11 or newer, "npm install-scripts approve node" first), or install Node 24 yourself.',
  )
}

const majorOf = node =>
  Number(spawnSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).stdout?.split('.')[0])

if (Number(process.versions.node.split('.')[0]) < 20)
  fail(`Node 20 or newer is needed to start; this is ${process.version}`)
const [name, ...rest] = process.argv.slice(2)
if (!ENTRIES[name]) fail(`nothing is called ${name}`)
if (!isInstalled()) install()
const child = spawn(findNode(), ['--disable-warning=ExperimentalWarning', ENTRIES[name], ...rest], { stdio: 'inherit' })
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
