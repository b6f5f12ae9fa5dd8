import type { Command } from 'commander'
import type { Inputs } from '../core/inputs.ts'
import { Misused } from '../core/misused.ts'
import { CLOUD, type Configuration } from '../node/connection.ts'

/** What every action can be told. */
export interface Flags {
  url: string
  token?: string
  username?: string
  verifySsl: boolean
  httpProxy?: string
  json?: boolean
}

export const withFlags = (program: Command): Command =>
  program
    .option('--url <url>', 'the server, a host or an API root (BITBUCKET_URL)', process.env.BITBUCKET_URL || CLOUD)
    .option('--token <token>', 'a token (BITBUCKET_TOKEN, which nobody else sees)')
    .option('--username <address>', 'whom an API token belongs to; access tokens need none (BITBUCKET_USERNAME)')
    .option('--no-verify-ssl', 'take certificates that are not trusted here')
    .option('--http-proxy <url>', 'send everything through this proxy (BITBUCKET_HTTP_PROXY)')
    .option('--json', 'print the whole output as JSON')

export function configurationIn(command: Command): Configuration {
  const { url, verifySsl, ...flags } = command.optsWithGlobals<Flags>()
  return {
    url,
    verify_ssl: verifySsl,
    token: flags.token ?? process.env.BITBUCKET_TOKEN,
    username: flags.username ?? process.env.BITBUCKET_USERNAME,
    http_proxy: flags.httpProxy ?? process.env.BITBUCKET_HTTP_PROXY,
  }
}

/** The two parts of `workspace/repository`, each a slug or a uuid in braces. */
export function repositoryIn(name: string): Pick<Inputs<never>['path_parameters'], 'workspace' | 'repo_slug'> {
  const [workspace, repo_slug, ...rest] = name.split('/')
  if (!workspace || !repo_slug || rest.length > 0) throw new Misused(`${name} is not of the form workspace/repository`)
  return { workspace, repo_slug }
}
