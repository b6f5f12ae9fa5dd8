import { openVillage } from '../packages/testkit/src/index.ts'
import { compare } from '../test/equality/compare.ts'

/** `npm run compare -- REPOSITORY [SAMPLES] [SEED]`: pushes a repository of any origin and compares with git. */
const [folder, samples = '500', seed = '1'] = process.argv.slice(2)
if (!folder) throw new Error('Say which repository: npm run compare -- /path/to/repository')
const village = await openVillage()
try {
  const { compared, differences } = await compare(village, folder, Number(samples), Number(seed))
  for (const { asked, ours, gits } of differences)
    console.error(
      `${asked}\n  ours: ${JSON.stringify(ours)?.slice(0, 500)}\n  git:  ${JSON.stringify(gits)?.slice(0, 500)}`,
    )
  console.log(`${compared} compared, ${differences.length} different`)
  process.exitCode = differences.length > 0 ? 1 : 0
} finally {
  await village.close()
}
