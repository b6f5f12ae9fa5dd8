import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { streams } from '../packages/source-bitbucket/src/index.ts'

const root = join(import.meta.dirname, '..')
const source = join(root, 'packages', 'source-bitbucket')

/** Makes the source one file that runs wherever there is a Node 20, and answers its path. */
export async function buildSource(folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const outfile = join(folder, 'pail-source-bitbucket')
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
    // Without an ending the file is a module only when nothing in it says otherwise; some packages need `require`.
    banner: {
      js: "import { createRequire as requiring } from 'node:module'; const require = requiring(import.meta.url)",
    },
    logLevel: 'warning',
  })
  chmodSync(outfile, 0o755)
  // A folder of its own may stand below one whose files are no modules.
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ type: 'module' })}\n`)
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
  return outfile
}

/** Writes the schema of each stream into a file of its own, as they are looked up by people. */
export function writeSchemas(folder: string): void {
  mkdirSync(folder, { recursive: true })
  for (const { name, schema } of streams)
    writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(schema, null, 2)}\n`)
}

if (import.meta.main) {
  writeSchemas(join(source, 'schemas'))
  console.log(`made ${await buildSource(join(source, 'dist'))}`)
}
