import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const source = join(root, 'packages', 'client')

/** What of the package is for those who build it only. */
const OWN = ['private', 'devDependencies', 'exports']

/** Makes the client as it is published: JavaScript, types and source maps, in a folder of its own. */
export function buildClient(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  execFileSync(process.execPath, [tsc, '-p', source, '--outDir', join(folder, 'dist')], { stdio: 'inherit' })
  const ours = Object.entries(JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as object)
  const about = {
    ...Object.fromEntries(ours.filter(([name]) => !OWN.includes(name))),
    exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' }, './package.json': './package.json' },
    types: './dist/index.d.ts',
    files: ['dist'],
    sideEffects: false,
    engines: { node: '>=20' },
  }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(about, null, 2)}\n`)
  copyFileSync(join(source, 'README.md'), join(folder, 'README.md'))
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
}

if (import.meta.main) {
  const folder = join(source, 'dist')
  buildClient(folder)
  console.log(`made ${folder}: "npm publish" from there`)
}
