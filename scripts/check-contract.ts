import { readFileSync } from 'node:fs'
import { differences, find, LEDGER, ledger, missing, NOT_YET } from './contract-ledger.ts'

const listed = readFileSync(NOT_YET, 'utf8').split('\n').filter(Boolean)
const owed = missing()
const faults = [
  ...owed
    .filter(line => !listed.includes(line))
    .map(line => `${line} was there and is gone; ${NOT_YET} may only shrink`),
  ...listed.filter(line => !owed.includes(line)).map(line => `${line} is there now: run npm run generate`),
  ...differences(),
]
for (const fault of faults) console.error(fault)
console.log(`${ledger.filter(find).length} of ${ledger.length} operations of ${LEDGER} are registered`)
process.exitCode = faults.length > 0 ? 1 : 0
