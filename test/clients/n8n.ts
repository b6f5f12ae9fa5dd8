import { agrees, openCloud, openPail } from '@pail/download-actions/testing'
import { certificate } from '@pail/testkit'
import { goesByCertificatesAndProxies } from './n8n/access.ts'
import { splitsLists, treatsItems } from './n8n/behaviour.ts'
import { n8nCarrier } from './n8n/carrier.ts'
import { startN8n } from './n8n/engine.ts'
import { engine, lintTools } from './n8n/install.ts'
import { streams } from './n8n/large.ts'
import { hasItsTypes, isClean, packed } from './n8n/packed.ts'
import { Session } from './n8n/session.ts'

/** The node for n8n: packed, checked by n8n's own types and linter, and worked with in a real n8n. */
export async function carryWithN8n(): Promise<string[]> {
  const said: string[] = []
  const timed = timer(said)
  const tools = await timed('n8n: its linter and types are there', lintTools)
  const tarball = await timed('n8n: the package is made and packed', packed)
  await timed('n8n: its types fit', () => hasItsTypes(tools))
  await timed('n8n: its linter finds nothing', () => isClean(tools, tarball))
  const modules = await timed('n8n: 2.8.4 is there', engine)
  const trusted = certificate()
  const started = await timed('n8n: it starts with the package', () =>
    startN8n(modules, tarball, { NODE_EXTRA_CA_CERTS: trusted.cert }),
  )
  const [pail, cloud] = await Promise.all([openPail(), openCloud()])
  try {
    const session = new Session(started.origin, modules)
    await session.signUp()
    await timed('n8n: the fixture of the actions, against Pail', () => agrees(n8nCarrier(session), pail))
    await timed('n8n: the same against the recorded cloud', () => agrees(n8nCarrier(session), cloud))
    await timed('n8n: items and failures', () => treatsItems(session, cloud))
    await timed('n8n: lists as items', () => splitsLists(session, cloud))
    await timed('n8n: certificates and proxies', () => goesByCertificatesAndProxies(session, pail, trusted))
    said.push(`n8n: ${await streams(session, started, pail)}`)
  } finally {
    await Promise.all([started.stop(), pail.close(), cloud.close()])
  }
  return said
}

/** Does something and notes how long it took. */
const timer =
  (said: string[]) =>
  async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const start = performance.now()
    const result = await work()
    said.push(`${what} (${((performance.now() - start) / 1000).toFixed(1)} s)`)
    return result
  }

if (import.meta.main) for (const line of await carryWithN8n()) console.log(line)
