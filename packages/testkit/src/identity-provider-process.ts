import Provider from 'oidc-provider'

/** The program of an identity provider for tests: the library's own, with its pages for development. */
const { issuer, port, people, client, origins } = JSON.parse(process.argv[2] ?? '') as {
  issuer: string
  port: number
  people: Record<string, Record<string, unknown>>
  client: { id: string; secret: string }
  origins: string[]
}

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: client.id,
      client_secret: client.secret,
      redirect_uris: origins.map(origin => `${origin}/account/openid/callback`),
    },
  ],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'preferred_username'] },
  findAccount: (_, id) => {
    const claims = people[id]
    return claims && { accountId: id, claims: async () => ({ sub: id, ...claims }) }
  },
  cookies: { keys: ['for tests only'] },
  pkce: { required: () => true },
})
provider.listen(port, '127.0.0.1', () => console.log('listening'))
