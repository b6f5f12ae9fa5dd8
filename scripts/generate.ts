import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { openapi } from '../packages/server/src/kernel/openapi.ts'
import { operations } from '../packages/server/src/slices.ts'
import { missing, NOT_YET } from './contract-ledger.ts'
import { generateClient } from './generate-client.ts'

/** Everything that is derived from the registry, by path. */
export function generated(): Map<string, string> {
  const listed = new Set(readFileSync(NOT_YET, 'utf8').split('\n'))
  return new Map([
    ['openapi.json', `${JSON.stringify(openapi(operations, ''), null, 2)}\n`],
    // Lines only ever leave: an operation that got lost is for check-contract to complain about.
    [
      NOT_YET,
      missing()
        .filter(line => listed.has(line))
        .map(line => `${line}\n`)
        .join(''),
    ],
    ...generateClient(operations),
  ])
}

if (import.meta.main) {
  const files = generated()
  rmSync('packages/client/src/generated', { recursive: true, force: true })
  for (const [path, text] of files) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
}
