import assert from 'node:assert/strict'
import { test } from 'node:test'
import { returnAddress, withAnswer } from './redirect.ts'

const CALLBACK = 'https://app.example.com/oauth/callback'

const HOSTILE = [
  'https://evil.example.com/oauth/callback',
  'https://app.example.com.evil.example/oauth/callback',
  'https://evil-app.example.com/oauth/callback',
  'https://app.example.com@evil.example/oauth/callback',
  'https://app.example.com:pass@evil.example/oauth/callback',
  'https://evil.example\\@app.example.com/oauth/callback',
  'https://app.example.com\\.evil.example/oauth/callback',
  'https://app.example.com%2f@evil.example/oauth/callback',
  'https://app.example.com%2eevil.example/oauth/callback',
  'http://app.example.com/oauth/callback',
  'https://app.example.com:8443/oauth/callback',
  'https://app.example.com/oauth/callbackevil',
  'https://app.example.com/oauth/callback-evil',
  'https://app.example.com/oauth/callback.evil',
  'https://app.example.com/oauth',
  'https://app.example.com/',
  'https://app.example.com',
  'https://app.example.com/evil/oauth/callback',
  'https://app.example.com/oauth/callback/../../evil',
  'https://app.example.com/oauth/callback/..',
  'https://app.example.com/oauth/callback/./x',
  'https://app.example.com/oauth/callback/%2e%2e/%2e%2e/evil',
  'https://app.example.com/oauth/callback/.%2e/evil',
  'https://app.example.com/oauth/callback%2f..%2fevil',
  'https://app.example.com/oauth/callback/%2f..%2fevil',
  'https://app.example.com/oauth/callback/%5c..%5cevil',
  'https://app.example.com/oauth/callback/%252e%252e/evil',
  'https://app.example.com/oauth/callback\\..\\evil',
  'https://app.example.com/oauth/callback/%00',
  'https://app.example.com/oauth/callback#fragment',
  'https://app.example.com/oauth/callback?x#',
  'https://app.example.com/OAUTH/CALLBACK',
  'https://app.example.com/oauth/%63allback',
  'https://app.example.com/oauth//callback',
  '//app.example.com/oauth/callback',
  '/oauth/callback',
  'https:/app.example.com/oauth/callback',
  'https:app.example.com/oauth/callback',
  'https:///app.example.com/oauth/callback',
  ' https://app.example.com/oauth/callback',
  'https://app.example.com/oauth/callback ',
  'https://app.example.com/oauth/callback\r\nSet-Cookie: x=y',
  'https://app.example.com/oauth/call\tback',
  'https://аpp.example.com/oauth/callback',
  'javascript://app.example.com/oauth/callback',
  'data:text/html,x',
  '',
]

test('no address but one within the callback is gone to', () => {
  assert.deepEqual(
    HOSTILE.filter(asked => returnAddress(CALLBACK, asked) !== undefined),
    [],
  )
})

test('the callback itself, what lies below it, and either with a query are gone to', () => {
  const asked = [
    CALLBACK,
    `${CALLBACK}/`,
    `${CALLBACK}/deep/er`,
    `${CALLBACK}?a=b`,
    `${CALLBACK}/x?next=https://e.example`,
  ]
  assert.deepEqual(
    asked.map(one => returnAddress(CALLBACK, one)?.href),
    asked,
  )
  assert.equal(returnAddress(CALLBACK, 'https://APP.example.com:443/oauth/callback')?.href, CALLBACK)
  assert.equal(returnAddress(CALLBACK, undefined)?.href, CALLBACK)
})

test('below a callback with a slash at the end is what goes on from there', () => {
  assert.ok(returnAddress('https://app.example.com/', 'https://app.example.com/any'))
  assert.ok(returnAddress('https://app.example.com', 'https://app.example.com'))
  assert.ok(returnAddress('https://app.example.com/a/', 'https://app.example.com/a/b'))
  assert.equal(returnAddress('https://app.example.com/a/', 'https://app.example.com/a'), undefined)
})

test('the query of a callback stays', () => {
  const callback = `${CALLBACK}?tenant=1`
  assert.ok(returnAddress(callback, `${callback}&x=y`))
  assert.equal(returnAddress(callback, CALLBACK), undefined)
  assert.equal(returnAddress(callback, `${CALLBACK}?tenant=12`), undefined)
})

test('a scheme of one’s own has no other host either', () => {
  assert.ok(returnAddress('vscode://example.tool/auth', 'vscode://example.tool/auth'))
  assert.equal(returnAddress('vscode://example.tool/auth', 'vscode://other.tool/auth'), undefined)
})

test('an answer stands behind the query that is there, or in the fragment', () => {
  const address = new URL(`${CALLBACK}?a=b`)
  assert.equal(withAnswer(address, { code: 'x y', state: undefined }, 'query'), `${CALLBACK}?a=b&code=x+y`)
  assert.equal(withAnswer(new URL(CALLBACK), { state: 'a&b=c#d' }, 'query'), `${CALLBACK}?state=a%26b%3Dc%23d`)
  assert.equal(withAnswer(address, { access_token: 'x' }, 'fragment'), `${CALLBACK}?a=b#access_token=x`)
})
