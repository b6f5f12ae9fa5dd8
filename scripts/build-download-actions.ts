import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '..')
const source = join(root, 'packages', 'download-actions')

/** Makes the command one file that runs wherever there is a Node, and answers its path. */
export async function buildDownloadActions(folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const outfile = join(folder, 'bitbucket-downloads')
  await build({
    entryPoints: [join(source, 'src', 'main.ts')],
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

if (import.meta.main) console.log(`made ${await buildDownloadActions(join(source, 'dist'))}`)
