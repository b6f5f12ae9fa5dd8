import { join } from 'node:path'
import { agrees, openCloud, openPail } from '@pail/download-actions/testing'
import { certificate, temporary } from '@pail/testkit'
import { loaded } from '../../packages/n8n-nodes-downloads/src/testing/built.ts'
import { carrierOf } from '../../packages/n8n-nodes-downloads/src/testing/carrier.ts'
import { goesByCertificatesAndProxies } from './n8n/access.ts'
import { splitsLists, treatsItems } from './n8n/behaviour.ts'
import { n8nCarrier } from './n8n/carrier.ts'
import { startN8n } from './n8n/engine.ts'
import { engine, lintTools } from './n8n/install.ts'
import { streams } from './n8n/large.ts'
import { hasItsTypes, isClean, packed, unpacked } from './n8n/packed.ts'
import { Session } from './n8n/session.ts'
import { NotInstalled } from './not-installed.ts'

/** The node for n8n: the package by itself, and worked with in a real n8n. */
export async function carryWithN8n(): Promise<string[]> {
  const said: string[] = []
  await workInN8n(timer(said), await checkPackage(timer(said)))
  return said
}

/** The package alone: a whole n8n is 2 GB of packages. */
export async function packageForN8n(): Promise<string[]> {
  const said: string[] = []
  await checkPackage(timer(said))
  return said
}

/** The tarball that npm makes, which n8n's own types and linter accept, and which works on n8n's own classes. */
async function checkPackage(timed: Timed): Promise<string> {
  const tools = await timed('its linter and types are there', lintTools).catch(error => {
    throw new NotInstalled('What n8n checks packages with', error)
  })
  const tarball = await timed('the package is made and packed', packed)
  await timed('its types fit', () => hasItsTypes(tools))
  await timed('its linter finds nothing', () => isClean(tools, tarball))
  await timed('the fixture of the actions, on n8n-workflow alone', () => worksAlone(tools, tarball))
  return tarball
}

async function workInN8n(timed: Timed, tarball: string): Promise<void> {
  const modules = await timed('2.8.4 is there', engine)
  const trusted = certificate()
  const more = { NODE_EXTRA_CA_CERTS: trusted.cert }
  const n8n = await timed('it starts with the package', () => startN8n(modules, tarball, more))
  const [pail, cloud] = await Promise.all([openPail(), openCloud()])
  try {
    const session = new Session(n8n.origin, modules)
    await session.signUp()
    await timed('the same fixture in a real n8n, against Pail', () => agrees(n8nCarrier(session), pail))
    await timed('and against the recorded cloud', () => agrees(n8nCarrier(session), cloud))
    await timed('items and failures', () => treatsItems(session, cloud))
    await timed('lists as items', () => splitsLists(session, cloud))
    await timed('certificates and proxies', () => goesByCertificatesAndProxies(session, pail, trusted))
    await timed('a large file there and back, in little memory', () => streams(session, n8n, pail))
  } finally {
    await Promise.all([n8n.stop(), pail.close(), cloud.close()])
  }
}

async function worksAlone(modules: string, tarball: string): Promise<void> {
  const folder = join(temporary(), 'package')
  await unpacked(tarball, folder)
  const { node } = loaded(folder, join(modules, 'n8n-workflow'))
  const cloud = await openCloud()
  await agrees(carrierOf(node), cloud).finally(cloud.close)
}

type Timed = <T>(what: string, work: () => Promise<T>) => Promise<T>

/** Does something and notes how long it took. */
const timer =
  (said: string[]): Timed =>
  async (what, work) => {
    const start = performance.now()
    const result = await work()
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    said.push(`n8n: ${what} (${seconds} s)`)
    return result
  }
