import { existsSync, globSync, readFileSync } from 'node:fs'
import { generated } from './generate.ts'

const expected = generated()
const present = globSync('packages/client/src/generated/**/*.ts')
const faults = [
  ...[...expected]
    .filter(([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text)
    .map(([path]) => path),
  ...present.filter(path => !expected.has(path)),
]
for (const path of faults) console.error(`${path} is out of date: run npm run generate`)
process.exitCode = faults.length > 0 ? 1 : 0
