import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Caller, openVillage } from '@pail/testkit'
import { workingCopy } from './testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger, users } = village
const copy = await workingCopy(village)
await copy.push('acme/vault', 'main')
const all = '/2.0/repositories/acme/site/pullrequests'

/** Pushes a branch that is one commit ahead of main. */
async function branch(name: string, to = 'acme/site'): Promise<string> {
  const hash = await copy.commit(name, { [name]: `${name}\n` })
  await copy.push(to, name)
  return hash
}
const open = (who: Caller, name: string, more: object = {}) =>
  who.post(all, { title: `Bring ${name}`, source: { branch: { name } }, ...more })

test('who has no account, or may only read, opens nothing from a branch of the repository', async () => {
  await branch('wanted')
  assert.equal((await open(stranger, 'wanted')).status, 401)
  assert.equal((await open(eve, 'wanted')).status, 403)
})

test('a repository that one may not see takes no pull requests, as if it were not there', async () => {
  const body = { title: 'T', source: { branch: { name: 'main' } } }
  const [hidden, missing] = await Promise.all(
    ['vault', 'nothing'].map(slug => eve.post(`/2.0/repositories/acme/${slug}/pullrequests`, body)),
  )
  assert.equal(hidden?.status, 404)
  assert.deepEqual(hidden?.body, missing?.body)
})

test('a title and a source are needed', async () => {
  const untitled = await ada.post(all, { source: { branch: { name: 'wanted' } } })
  assert.deepEqual([untitled.status, untitled.body.error.fields], [400, { title: ['This field is required.'] }])
  assert.equal((await open(ada, 'wanted', { title: ' ' })).status, 400)
  assert.equal((await open(ada, 'wanted', { title: 'x'.repeat(256) })).status, 400)
  assert.equal((await open(ada, 'wanted', { description: 'x'.repeat(256 * 1024 + 1) })).status, 400)
  const nowhere = await ada.post(all, { title: 'T' })
  assert.deepEqual(nowhere.body.error.fields, { source: ['This field is required.'] })
})

test('branches that are missing are named, and where both are the message names none', async () => {
  const { status, body } = await open(ada, 'gone')
  assert.equal(status, 400)
  assert.deepEqual(body.error, {
    message: 'source: branch not found: gone',
    fields: { source: ['branch not found: gone'] },
  })
  const destination = { branch: { name: 'lost' } }
  assert.equal((await open(ada, 'wanted', { destination })).body.error.message, 'destination: branch not found: lost')
  const both = (await open(ada, 'gone', { destination })).body.error
  assert.equal(both.message, 'Bad request')
  assert.deepEqual(Object.keys(both.fields), ['source', 'destination'])
  assert.equal((await open(ada, '-x..y')).body.error.message, 'source: branch not found: -x..y')
})

test('what the destination has already is nothing to be pulled', async () => {
  await copy.push('acme/site', 'main:refs/heads/same')
  for (const name of ['main', 'same'])
    assert.match((await open(ada, name)).body.error.message, /There are no changes to be pulled/)
})

test('a commit that is named must be on the branch', async () => {
  const hash = await branch('named')
  const source = (commit: string) => ({ branch: { name: 'named' }, commit: { hash: commit } })
  assert.equal((await open(ada, 'named', { source: source('1234567') })).status, 400)
  assert.equal((await open(ada, 'named', { source: source('--upload') })).status, 400)
  assert.equal((await open(ada, 'named', { source: source(hash.slice(0, 12)) })).status, 201)
})

test('reviewers who cannot be are refused in the sentences that clients know, all at once', async () => {
  const refused = async (reviewers: unknown) => {
    const { status, body } = await open(ada, 'wanted', { reviewers })
    assert.equal(status, 400)
    return body.error.fields.reviewers
  }
  const malformed = ['Malformed reviewers list']
  assert.deepEqual(await refused('bob'), malformed)
  assert.deepEqual(await refused([{ nickname: 'bob' }]), malformed)
  assert.deepEqual(await refused([null]), malformed)
  assert.deepEqual(await refused([{ username: 'nobody' }]), malformed)
  assert.deepEqual(await refused([{ username: 'ada' }, { uuid: `{${users.eve.uuid}}` }]), [
    'Ada is the author and cannot be included as a reviewer.',
    'Eve is not a member of this workspace and cannot be added to this pull request',
  ])
})

test('where nothing is said the branching model decides whether the branch goes with the merge', async () => {
  const settings = '/2.0/workspaces/acme/projects/SITE/branching-model/settings'
  const decided = async (name: string, more: object = {}) => {
    await branch(name)
    return (await open(bob, name, more)).body.close_source_branch
  }
  assert.equal(await decided('kept'), false)
  assert.equal((await ada.put(settings, { default_branch_deletion: 'true' })).status, 200)
  assert.equal(await decided('going'), true)
  assert.equal(await decided('staying', { close_source_branch: false }), false)
  assert.equal((await ada.put(settings, { default_branch_deletion: 'false' })).status, 200)
})

test('a pull request is shown whole, told of and found at its address', async () => {
  const hash = await branch('whole')
  await village.events()
  const { status, headers, body } = await open(bob, 'whole', {
    description: 'Please *look*',
    reviewers: [{ account_id: users.ada.accountId }, { username: 'root' }],
    close_source_branch: true,
    draft: true,
  })
  assert.equal(status, 201)
  assert.deepEqual(await village.events(), ['pullrequest:created'])
  assert.equal(headers.get('location'), `http://pail.test${all}/${body.id}`)
  assert.equal(body.type, 'pullrequest')
  assert.equal(body.state, 'OPEN')
  assert.equal(body.draft, true)
  assert.equal(body.close_source_branch, true)
  assert.equal(body.author.uuid, `{${users.bob.uuid}}`)
  assert.deepEqual(body.source.branch, { name: 'whole' })
  assert.equal(body.source.commit.hash, hash.slice(0, 12))
  assert.equal(body.source.repository.full_name, 'acme/site')
  assert.deepEqual(body.destination.branch, { name: 'main' })
  assert.deepEqual([body.merge_commit, body.closed_by, body.comment_count, body.task_count], [null, null, 0, 0])
  assert.equal(body.summary.html, '<p>Please <em>look</em></p>')
  assert.equal(body.rendered.description.raw, body.description)
  assert.deepEqual(
    body.reviewers.map((one: { nickname: string }) => one.nickname),
    ['ada', 'root'],
  )
  assert.deepEqual(
    body.participants.map((one: { role: string; state: null }) => [one.role, one.state]),
    [
      ['REVIEWER', null],
      ['REVIEWER', null],
    ],
  )
  assert.deepEqual((await stranger.get(`${all}/${body.id}`)).body, body)
})

test('how it can be merged is said of the destination when it is asked for', async () => {
  const { body } = await open(ada, 'whole')
  const asked = await stranger.get(
    `${all}/${body.id}?fields=source.branch,destination.branch.merge_strategies,destination.branch.default_merge_strategy`,
  )
  assert.equal(asked.body.destination.branch.default_merge_strategy, 'merge_commit')
  assert.ok(asked.body.destination.branch.merge_strategies.includes('squash'))
  assert.deepEqual(asked.body.source.branch, { name: 'whole' })
})

test('description and summary are the same text', async () => {
  await branch('summed')
  const { body } = await open(ada, 'summed', { summary: { raw: 'In short' } })
  assert.equal(body.description, 'In short')
})

test('asking again for what is open changes that, where one may, and shows it either way', async () => {
  await branch('twice')
  const first = await open(bob, 'twice')
  const second = await open(ada, 'twice', { title: 'Other', description: 'More' })
  assert.equal(second.status, 201)
  assert.deepEqual([second.body.id, second.body.title, second.body.description], [first.body.id, 'Other', 'More'])
  assert.equal(second.body.author.nickname, 'bob')
})

test('ten people who ask at once for the same get the same one', async () => {
  await branch('raced')
  const made = await Promise.all(Array.from({ length: 10 }, (_, n) => open(n % 2 ? ada : bob, 'raced')))
  assert.deepEqual(new Set(made.map(({ status }) => status)), new Set([201]))
  assert.equal(new Set(made.map(({ body }) => body.id)).size, 1)
  const { refs } = await village.forge.git.refs(village.site.uuid)
  const held = refs.filter(({ name }) => name.startsWith('refs/pull-requests/')).map(({ name }) => name)
  const { body } = await ada.get(`${all}?pagelen=50`)
  assert.deepEqual(
    held.toSorted(),
    body.values.map(({ id }: { id: number }) => `refs/pull-requests/${id}/from`).toSorted(),
  )
})

test('numbers begin at 1 in every repository', async () => {
  await branch('private', 'acme/vault')
  const body = { title: 'T', source: { branch: { name: 'private' } } }
  assert.equal((await ada.post('/2.0/repositories/acme/vault/pullrequests', body)).body.id, 1)
})

test('a number that there is none of is refused in two words', async () => {
  for (const id of ['999', '0', 'x', '-1', '1e0', '99999999999']) {
    const { status, body } = await ada.get(`${all}/${id}`)
    assert.deepEqual([status, body.error.message], [404, 'Not Found'])
  }
})
