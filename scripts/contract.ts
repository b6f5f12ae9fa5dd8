import { join } from 'node:path'
import { createSigningKey } from '../packages/git-node/src/signing/signing-key.ts'
import { startPail } from '../packages/testkit/src/index.ts'
import { walkAll } from '../test/contract/walk.ts'
import { startContractProxy } from './contract-proxy.ts'

/** Calls every published operation through the contract proxy. */
async function main(): Promise<boolean> {
  const pail = await startPail({ PAIL_SEARCH: 'embedded' })
  await createSigningKey(join(pail.data, 'signing'), { name: 'Pail', email: 'pail@example.com' })
  try {
    const proxy = await startContractProxy(pail.origin)
    if (typeof proxy === 'string') {
      console.log(proxy)
      return process.env.CI !== 'true'
    }
    const complaints = await walkAll(proxy.origin)
    for (const complaint of complaints) console.error(complaint)
    return (await proxy.finish()) && complaints.length === 0
  } finally {
    await pail.stop()
  }
}

process.exit((await main()) ? 0 : 1)
