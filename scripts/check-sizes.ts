import { globSync, readFileSync } from 'node:fs'

const LONGEST = 300
const LONGEST_TEST = 400

/** Prints how long the files of each package are, and refuses those nobody reads in one go. */
const files = globSync('packages/*/src/**/*.ts')
  .filter(file => !file.includes('/generated/'))
  .map(file => ({ file, isTest: file.endsWith('.test.ts'), lines: readFileSync(file, 'utf8').split('\n').length - 1 }))

for (const [name, members] of Map.groupBy(files, ({ file }) => file.split('/')[1]!)) {
  const lines = members
    .filter(({ isTest }) => !isTest)
    .map(({ lines }) => lines)
    .sort((a, b) => a - b)
  const at = (part: number) => lines[Math.min(lines.length - 1, Math.floor(lines.length * part))] ?? 0
  console.log(
    `${name.padEnd(16)} ${String(lines.length).padStart(4)} files   median ${at(0.5)}   p90 ${at(0.9)}   longest ${lines.at(-1) ?? 0}`,
  )
}
const long = files.filter(({ lines, isTest }) => lines > (isTest ? LONGEST_TEST : LONGEST))
for (const { file, lines } of long) console.error(`${file} has ${lines} lines`)
process.exitCode = long.length > 0 ? 1 : 0
