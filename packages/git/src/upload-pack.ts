import type { Repository } from './git.ts'
import { type Running, start } from './run.ts'

/**
 * The caller has checked that what is asked for is reachable from a public ref. Git's own checks are no help there: with
 * protocol v2 they let everything pass, and with v0 they know no objects but commits.
 */
const SETTINGS = [
  'uploadpack.allowAnySHA1InWant=true',
  'uploadpack.allowFilter=true',
  // The kind left out, sparse:oid, reads its rules from any object it is told.
  'uploadpackfilter.allow=false',
  'uploadpackfilter.blob:none.allow=true',
  'uploadpackfilter.blob:limit.allow=true',
  'uploadpackfilter.tree.allow=true',
  'uploadpackfilter.object:type.allow=true',
  'uploadpackfilter.combine.allow=true',
  'uploadpack.keepAlive=5',
  'uploadpack.hideRefs=refs/',
  'uploadpack.hideRefs=!refs/heads/',
  'uploadpack.hideRefs=!refs/tags/',
  'uploadpack.hideRefs=!refs/notes/',
]

export function uploadPack(repository: Repository, version: 0 | 2, request: Buffer, signal?: AbortSignal): Running {
  return start(repository, {
    args: ['upload-pack', '--strict', '--stateless-rpc', repository.dir],
    settings: SETTINGS,
    env: version === 2 ? { GIT_PROTOCOL: 'version=2' } : {},
    input: request,
    signal,
  })
}

/** Nobody is waited for longer than this to say the next thing. */
const SILENCE_SECONDS = 120

/** A conversation of protocol v0, in which either side remembers what was said; it begins with git's own list of refs. */
export function converse(repository: Repository, signal?: AbortSignal): Running {
  const args = ['upload-pack', '--strict', `--timeout=${SILENCE_SECONDS}`, repository.dir]
  return start(repository, { args, settings: SETTINGS, signal })
}
