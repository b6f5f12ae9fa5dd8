import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Failure, NotFound } from '@pail/failures'
import { addressBehind } from '../../kernel/caller-address.ts'
import { Moved, WrongMethod } from '../../kernel/failure.ts'
import type { Forge } from '../../kernel/forge.ts'
import { links } from '../../kernel/links.ts'
import { siteOf } from '../../kernel/site.ts'
import { type LfsAddress, parseLfsAddress } from '../address.ts'
import { Denied } from '../enter.ts'
import { originOf } from '../protocol.ts'
import { refuse, reply } from './answer.ts'
import { batch } from './batch.ts'
import { enterLfs } from './enter.ts'
import { type Exchange, type Reply, refuseOtherReaders } from './exchange.ts'
import * as locks from './locks.ts'
import * as objects from './objects.ts'

type Answer = (exchange: Exchange) => Promise<Reply>

/** What clients of LFS ask, by method and by what follows `info/lfs/`. */
const ENDPOINTS: readonly (readonly [method: string, path: RegExp, answer: Answer])[] = [
  ['POST', /^objects\/batch$/, batch],
  ['POST', /^objects\/([0-9a-f]{64})\/verify$/, objects.verify],
  ['GET', /^objects\/([0-9a-f]{64})$/, objects.download],
  ['PUT', /^objects\/([0-9a-f]{64})$/, objects.upload],
  ['POST', /^locks\/verify$/, locks.verify],
  ['POST', /^locks\/([0-9a-z]+)\/unlock$/, locks.unlock],
  ['GET', /^locks$/, locks.list],
  ['POST', /^locks$/, locks.create],
]

/** An address together with the scheme and host by which it was called. */
type Called = LfsAddress & { origin: string }

/** Takes the requests of LFS clients; says false to all others, untouched. */
export const lfsHttp =
  (forge: Forge) =>
  (req: IncomingMessage, res: ServerResponse): boolean => {
    const address = parseLfsAddress(req.url ?? '/')
    if (!address) return false
    const id = randomUUID()
    const origin = originOf(req)
    answer(forge, { ...address, origin }, req, res).catch(error => {
      if (!(error instanceof Failure || error instanceof Denied) && !req.destroyed && !res.destroyed)
        forge.log.error({ id, err: error }, 'lfs')
      if (res.headersSent) return void res.destroy()
      const { web } = siteOf(forge.config, origin)
      const location = error instanceof Moved && { location: whereTo(web, address, error) }
      refuse(req, res, error, { id, documentation: `${web}/docs`, ...location })
    })
    return true
  }

async function answer(forge: Forge, address: Called, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const here = ENDPOINTS.filter(([, path]) => path.test(address.tail))
  if (here.length === 0) throw new NotFound('Not found')
  const method = req.method === 'HEAD' ? 'GET' : req.method
  const [, path, take] = here.find(([taken]) => taken === method) ?? refuseMethod(here.map(([taken]) => taken))
  const [, named = ''] = path.exec(address.tail)!
  if (take !== objects.download && take !== objects.upload) refuseOtherReaders(req)
  const { workspace, repository, origin } = address
  const ask = {
    ...{ workspace, repository, origin, authorization: req.headers.authorization },
    address: addressBehind(
      req.socket.remoteAddress,
      String(req.headers['x-forwarded-for'] ?? ''),
      forge.config.proxies,
    ),
  }
  const exchange: Exchange = {
    ...{ forge, req, res, named, site: siteOf(forge.config, origin), query: address.query },
    enter: grade => enterLfs(forge, { ...ask, grade, oid: named }),
  }
  await reply(req, res, await take(exchange))
}

function refuseMethod(allowed: string[]): never {
  throw new WrongMethod(allowed)
}

/** The same in the repository that is somewhere else now. */
function whereTo(web: string, { workspace, repository, tail, query }: LfsAddress, { to }: Moved): string {
  const now = { workspace, repo_slug: repository, ...to }
  const search = query.size > 0 ? `?${query}` : ''
  return `${links.lfs({ web, api: '', ssh: '' }, `${now.workspace}/${now.repo_slug}`)}/${tail}${search}`
}
