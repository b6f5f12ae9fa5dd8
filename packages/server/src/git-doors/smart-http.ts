import type { IncomingMessage, ServerResponse } from 'node:http'
import { Failure } from '@pail/failures'
import { V2_CAPABILITIES } from '@pail/git'
import type { GitNode } from '@pail/git-node'
import { type Address, parseAddress } from './address.ts'
import { refuse, refuseEntry, refuseFailure, sendWhole } from './answer.ts'
import { fetch } from './fetch.ts'
import { type Gate, isRefused, type Opened } from './gate.ts'
import { receiveRequest } from './http-push.ts'
import { overHttp } from './known-answers.ts'
import { originOf, protocolOf } from './protocol.ts'

export interface Door {
  gitNode: GitNode
  gate: Gate
  /** Faults of ours, which the caller hears nothing of. */
  log?: (error: unknown) => void
}

type Service = 'git-upload-pack' | 'git-receive-pack'

/** Takes the requests of git clients; says false to all others, untouched. */
export function smartHttp(door: Door): (req: IncomingMessage, res: ServerResponse) => boolean {
  return (req, res) => {
    const address = parseAddress(req.url ?? '/')
    if (!address) return false
    answer(door, req, res, address).catch(error => {
      if (!(error instanceof Failure) && !res.destroyed) door.log?.(error)
      if (res.headersSent) res.destroy()
      else refuseFailure(req, res, error)
    })
    return true
  }
}

async function answer(door: Door, req: IncomingMessage, res: ServerResponse, address: Address): Promise<void> {
  const service = serviceOf(address)
  if (!service) return refuse(req, res, 403, 'Only the smart HTTP protocol is served here; use a newer git.')
  const isAdvertisement = address.tail === 'info/refs'
  const methods = isAdvertisement ? ['GET', 'HEAD'] : ['POST']
  if (!methods.includes(req.method ?? ''))
    return refuse(req, res, 405, 'This method is not allowed here.', { allow: methods.join(', ') })
  if (!isAdvertisement && req.headers['content-type'] !== `application/x-${service}-request`) {
    return refuse(req, res, 415, `The content type must be application/x-${service}-request.`)
  }
  const entry = await door.gate.open(askOf(req, address, service))
  if (isRefused(entry)) return refuseEntry(req, res, address, entry)
  if (isAdvertisement) return advertise(door, req, res, service, entry)
  if (service === 'git-upload-pack') return fetch(door.gitNode, entry.storage, req, res)
  const { gitNode, log = () => {} } = door
  if (entry.push) return receiveRequest({ gitNode, storage: entry.storage, rules: entry.push, log }, req, res)
  refuse(req, res, 403, 'Nothing can be pushed here.')
}

function serviceOf({ tail, service }: Address): Service | undefined {
  const named = tail === 'info/refs' ? service : tail
  return named === 'git-upload-pack' || named === 'git-receive-pack' ? named : undefined
}

function askOf(req: IncomingMessage, { workspace, repository }: Address, service: Service) {
  const grade = service === 'git-receive-pack' ? ('write' as const) : ('read' as const)
  return {
    authorization: req.headers.authorization,
    workspace,
    repository,
    grade,
    origin: originOf(req),
    address: req.socket.remoteAddress,
    forwarded: String(req.headers['x-forwarded-for'] ?? ''),
  }
}

async function advertise(
  { gitNode }: Door,
  req: IncomingMessage,
  res: ServerResponse,
  service: Service,
  { storage }: Opened,
): Promise<void> {
  const type = `application/x-${service}-advertisement`
  if (service === 'git-upload-pack' && protocolOf(req) === 2) return sendWhole(req, res, type, V2_CAPABILITIES)
  const snapshot = await gitNode.refs(storage)
  const isFetch = service === 'git-upload-pack'
  sendWhole(req, res, type, isFetch ? overHttp.upload(snapshot) : overHttp.receive(snapshot))
  if (!isFetch && req.method === 'GET') gitNode.expectPush(storage).catch(() => {})
}
