import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from './config.ts'
import { BadSetting } from './settings/setting.ts'

const provider = {
  PAIL_OIDC_ISSUER: 'https://id.example.com/realms/acme',
  PAIL_OIDC_CLIENT_ID: 'pail',
  PAIL_OIDC_CLIENT_SECRET: 'hush',
}
const refusal = (settings: Record<string, string>): string => {
  try {
    readConfig(settings)
  } catch (error) {
    assert.ok(error instanceof BadSetting)
    return error.message
  }
  return 'none'
}

test('an identity provider is named with all that belongs to it, or not at all', () => {
  assert.equal(readConfig({}).openId, undefined)
  const { PAIL_OIDC_CLIENT_SECRET: _, ...half } = provider
  assert.match(refusal(half), /go together$/)
  assert.deepEqual(readConfig(provider).openId, {
    issuer: 'https://id.example.com/realms/acme',
    clientId: 'pail',
    clientSecret: 'hush',
    name: 'OpenID Connect',
    signUp: false,
  })
})

test('an identity provider is asked without TLS only where its host is named as one of ours', () => {
  const plain = { ...provider, PAIL_OIDC_ISSUER: 'http://id.internal:8080' }
  assert.match(refusal(plain), /must be https, unless PAIL_OUTBOUND_ALLOW names its host/)
  assert.match(refusal({ ...plain, PAIL_OUTBOUND_ALLOW: 'id.internal:8081,10.0.0.0/8' }), /must be https/)
  assert.equal(readConfig({ ...plain, PAIL_OUTBOUND_ALLOW: 'ID.internal:8080' }).openId?.issuer, plain.PAIL_OIDC_ISSUER)
  const address = { ...provider, PAIL_OIDC_ISSUER: 'http://10.1.2.3' }
  assert.equal(readConfig({ ...address, PAIL_OUTBOUND_ALLOW: '10.0.0.0/8' }).openId?.issuer, 'http://10.1.2.3')
})

test('what is no address of an issuer is refused, and no secret is repeated', () => {
  for (const issuer of ['id.example.com', 'ftp://id.example.com', 'https://a:b@id.example.com', 'https://x/?a=b'])
    assert.match(refusal({ ...provider, PAIL_OIDC_ISSUER: issuer }), /^PAIL_OIDC_ISSUER must be an address/)
  assert.match(refusal({ ...provider, PAIL_OIDC_SIGNUP: 'maybe' }), /must be on or off/)
  assert.doesNotMatch(refusal({ ...provider, PAIL_OIDC_ISSUER: 'http://id.internal' }), /hush/)
})
