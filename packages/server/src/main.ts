import { enableCompileCache } from 'node:module'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { readConfig } from './config.ts'
import { CannotStart, dataDirectory, makeDataDirectory } from './data-directory.ts'
import { BadSetting } from './settings/setting.ts'

/** Starting leaves much behind that is never needed again; what is given back now is not held for days. */
function tidy(): void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as (options?: object) => void
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}

/** The entry of `pail serve`: starts, says how to use it, and ends in an orderly way when told to. */
async function main(): Promise<void> {
  const config = readConfig()
  const place = dataDirectory(config.dataDirectory)
  makeDataDirectory(place)
  enableCompileCache(place.compileCache)
  const { serveForge } = await import('./start/serve.ts')
  const served = await serveForge(config)
  const { welcome } = await import('./start/welcome.ts')
  let ending = false
  const end = async () => {
    if (ending) return
    ending = true
    await served.stop()
    process.exit(0)
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
  await welcome(config, served)
  tidy()
}

try {
  await main()
} catch (error) {
  if (!(error instanceof CannotStart || error instanceof BadSetting)) throw error
  process.stderr.write(`pail: ${error.message}\n`)
  process.exit(1)
}
