import type { IAuthenticateGeneric, ICredentialTestRequest, ICredentialType, Icon, INodeProperties } from 'n8n-workflow'

const AUTHORIZATION =
  '={{$credentials.username ? "Basic " + ($credentials.username + ":" + $credentials.token.trim()).base64Encode() : "Bearer " + $credentials.token.trim()}}'

/** n8n takes the address of a proxy here, which its types do not say. */
const PROXY =
  '={{!$credentials.httpProxy || $credentials.httpProxy.includes("://") ? $credentials.httpProxy : "http://" + $credentials.httpProxy}}'

/** A server of the Bitbucket Cloud API, an access token for it, and how it is reached. */
export class BitbucketDownloadsApi implements ICredentialType {
  name = 'bitbucketDownloadsApi'

  displayName = 'Bitbucket Downloads API'

  icon: Icon = { light: 'file:../icons/bitbucketDownloads.svg', dark: 'file:../icons/bitbucketDownloads.dark.svg' }

  documentationUrl = 'https://support.atlassian.com/bitbucket-cloud/docs/access-tokens/'

  properties: INodeProperties[] = [
    {
      displayName: 'URL',
      name: 'url',
      type: 'string',
      required: true,
      default: 'https://api.bitbucket.org',
      description: 'The server, or the root of its API; of a Pail its own address',
    },
    {
      displayName: 'Token',
      name: 'token',
      type: 'string',
      typeOptions: { password: true },
      required: true,
      default: '',
      description:
        'Access token of a repository, project or workspace with the scope to read or to write repositories, or an API token',
    },
    {
      displayName: 'Username',
      name: 'username',
      type: 'string',
      default: '',
      placeholder: 'e.g. ada@example.com',
      description: 'E-mail address that an API token belongs to; of access tokens none',
    },
    {
      displayName: 'Verify SSL Certificate',
      name: 'verifySsl',
      type: 'boolean',
      default: true,
      description: 'Whether to refuse a server whose certificate cannot be trusted',
    },
    {
      displayName: 'HTTP Proxy',
      name: 'httpProxy',
      type: 'string',
      default: '',
      placeholder: 'e.g. http://proxy.example.com:3128',
      description: 'A proxy to route requests through',
    },
  ]

  authenticate: IAuthenticateGeneric = {
    type: 'generic',
    properties: { headers: { Authorization: AUTHORIZATION } },
  }

  /** Whoever has a valid token may read the list of events, whatever scopes it has; a bad token is refused there too. */
  test: ICredentialTestRequest = {
    request: {
      baseURL: '={{$credentials.url.replace(/\\/+$/, "").replace(/\\/2\\.0$/, "")}}',
      url: '/2.0/hook_events',
      skipSslCertificateValidation: '={{!$credentials.verifySsl}}',
      proxy: PROXY as never,
    },
  }
}
