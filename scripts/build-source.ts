import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { streams } from '../packages/source-bitbucket/src/index.ts'
import { oneFile } from './one-file.ts'

const source = join(import.meta.dirname, '..', 'packages', 'source-bitbucket')

export const buildSource = (folder: string): Promise<string> =>
  oneFile(join(source, 'src', 'main.ts'), join(folder, 'pail-source-bitbucket'))

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
