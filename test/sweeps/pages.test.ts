import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { pages } from '@pail/server/slices'
import { browser, openVillage } from '@pail/testkit'

/** Every page at once: what a form from elsewhere can do, what a mere visit changes, and who can put a page in a frame. */
const village = await openVillage()
after(() => village.close())
const { ada, forge } = village

const PASSWORD = 'correct horse battery'
const IN = '/account/signin/'
await ada.put('/pail/1/user/password', { password: PASSWORD })
const somebody = browser(village.fetch)
assert.equal((await somebody.fill(IN, IN, { username: 'ada', password: PASSWORD })).status, 303)

/** Of programs, which show who they are in the request itself; browsers send nothing along by themselves. */
const FOR_PROGRAMS = ['/site/oauth2/access_token']
const taking = pages.filter(({ method, path }) => method === 'POST' && !FOR_PROGRAMS.includes(path))
const paths = pages.filter(({ method, path }) => method !== 'POST' && !path.includes(':')).map(({ path }) => path)

/** All rows there are, by table, but for those that count calls. */
async function rows(): Promise<Record<string, number>> {
  const { reader } = forge.database
  const tables = [
    'users',
    'emails',
    'tokens',
    'ssh_keys',
    'gpg_keys',
    'passwords',
    'oauth_grants',
    'sessions',
    'audit_records',
    'events',
  ] as const
  const counts = await Promise.all(
    tables.map(async table => {
      const { count } = await reader
        .selectFrom(table)
        .select(eb => eb.fn.countAll().as('count'))
        .executeTakeFirstOrThrow()
      return [table, Number(count)] as const
    }),
  )
  return Object.fromEntries(counts)
}

test('no form is taken that was not filled in here, though the browser sends its session along', async () => {
  assert.ok(taking.length >= 10)
  const before = await rows()
  const { hidden } = await somebody.get('/account/settings/ssh-keys/')
  const faults: string[] = []
  for (const { path } of taking)
    for (const [fields, headers] of [
      [{ deed: 'add' }, {}],
      [{ ...hidden, form_token: 'guess' }, {}],
      [hidden, { origin: 'https://evil.example.com' }],
      [hidden, { origin: 'null' }],
      [hidden, { 'sec-fetch-site': 'cross-site' }],
    ] as const) {
      const { status, headers: said } = await somebody.post(path, fields, headers)
      if (status !== 403) faults.push(`${path}: ${status}`)
      if (said.getSetCookie().length > 0) faults.push(`${path} sets a cookie`)
    }
  assert.deepEqual(faults, [])
  assert.deepEqual(await rows(), before)
})

test('a visit changes nothing, and no page is framed, kept, or read from another origin', async () => {
  const before = await rows()
  const faults: string[] = []
  for (const path of paths) {
    const { status, headers } = await somebody.get(path, { origin: 'https://evil.example.com' })
    if (status >= 500) faults.push(`${path}: ${status}`)
    if (status === 200 && headers.get('x-content-type-options') !== 'nosniff') faults.push(`${path} can be sniffed`)
    if (headers.get('access-control-allow-credentials') !== null) faults.push(`${path} is read with credentials`)
    if (!headers.get('content-type')?.startsWith('text/html')) continue
    const policy = headers.get('content-security-policy') ?? ''
    if (!/frame-ancestors '(none|self)'/.test(policy)) faults.push(`${path} can be framed`)
    if (path.startsWith('/account') && headers.get('cache-control') !== 'no-store') faults.push(`${path} is kept`)
    if (path.startsWith('/account') && headers.has('access-control-allow-origin')) faults.push(`${path} is read`)
  }
  assert.deepEqual(faults, [])
  assert.deepEqual(await rows(), before)
})
