import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '..')

/** Makes a command one file that runs wherever there is a Node 20, with the licence beside it; answers its path. */
export async function oneFile(source: string, outfile: string): Promise<string> {
  const folder = dirname(outfile)
  mkdirSync(folder, { recursive: true })
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'inline',
    // Some packages need `require`.
    banner: {
      js: "import { createRequire as requiring } from 'node:module'; const require = requiring(import.meta.url)",
    },
    logLevel: 'warning',
  })
  chmodSync(outfile, 0o755)
  // Without an ending the file is a module where its folder says so.
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ type: 'module' })}\n`)
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
  return outfile
}
