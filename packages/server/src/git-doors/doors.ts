import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Forge } from '../kernel/forge.ts'
import { lfsHttp } from './lfs/lfs-http.ts'
import { repositoryGate } from './repository-gate.ts'
import { smartHttp } from './smart-http.ts'

/** Takes the requests of git and git-lfs; says false to all others, untouched. */
export function gitDoors(forge: Forge): (req: IncomingMessage, res: ServerResponse) => boolean {
  const git = smartHttp({ gitNode: forge.git, gate: repositoryGate(forge) })
  const lfs = lfsHttp(forge)
  return (req, res) => git(req, res) || lfs(req, res)
}
