import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSigningKey } from '@pail/git-node/signing'
import { now } from '@pail/server/kernel/clock'
import type { Operation } from '@pail/server/kernel/operation'
import { tellNewest } from '@pail/server/resources/notifications/testing'
import { createKey } from '@pail/server/resources/users/second-factors/store'
import { oweDelivery } from '@pail/server/resources/webhooks/testing'
import { installQuiet, signing } from '@pail/server/resources/workspaces/addons/testing'
import { makeKey } from '@pail/ssh-keys/testing'
import { type Caller, git, openVillage, temporary, type Village } from '@pail/testkit'
import { generateKey } from 'openpgp'

/** The village with one of each thing in it, so that every path can be written. */
export interface World {
  village: Village
  /** A Connect app in acme, for what only apps are answered. */
  app: Caller
  /** The operation's address, its parameters naming things that exist and that outsiders may not see. */
  address(operation: Operation): string
}

/** Makes the things that paths name and that the village does not have. */
export async function openWorld(): Promise<World> {
  const village = await openVillage({ PAIL_SEARCH: 'embedded' })
  const { ada, root, users } = village
  const made = async (
    path: string,
    body: unknown,
    read: (answer: Record<string, string>) => string | undefined,
    by = ada,
  ) => {
    const { status, body: answer } = await by.post(path, body)
    if (status >= 300) throw new Error(`POST ${path} answered ${status}: ${JSON.stringify(answer)}`)
    return read(answer) ?? ''
  }
  const environment = (await ada.get('/2.0/repositories/acme/vault/environments')).body.values[0].uuid as string
  const variable = { key: 'SWEPT', value: 'dust' }
  const variables: Record<string, string> = {
    '/2.0/users': await made(`/2.0/users/${users.ada.uuid}/pipelines_config/variables`, variable, one => one.uuid),
    '/2.0/teams': await made(
      '/2.0/teams/acme/pipelines_config/variables',
      { ...variable, key: 'TEAM' },
      one => one.uuid,
    ),
    '/2.0/workspaces': await made('/2.0/workspaces/acme/pipelines-config/variables', variable, one => one.uuid),
    '/2.0/repositories/{workspace}/{repo_slug}/pipelines': await made(
      '/2.0/repositories/acme/vault/pipelines_config/variables',
      variable,
      one => one.uuid,
    ),
    '/2.0/repositories/{workspace}/{repo_slug}/deployments': await made(
      `/2.0/repositories/acme/vault/deployments_config/environments/${environment}/variables`,
      variable,
      one => one.uuid,
    ),
  }
  const token = { kind: 'api_token', name: 'swept', scopes: ['account'] }
  const own = await made('/pail/1/user/tokens', token, one => one.uuid)
  const others = await made(`/pail/1/users/${users.ada.uuid}/tokens`, token, one => one.uuid, root)
  const accessToken = (holder: string) =>
    made(`/pail/1/${holder}/access-tokens`, { name: 'swept', scopes: ['repository'] }, one => one.uuid)
  const accessTokens: Record<string, string> = {
    '/pail/1/repositories/': await accessToken('repositories/acme/vault'),
    '/pail/1/workspaces/{workspace}/access-tokens': await accessToken('workspaces/acme'),
    '/pail/1/workspaces/{workspace}/projects/': await accessToken('workspaces/acme/projects/SITE'),
  }
  const restriction = (at: string) =>
    made(`${at}/branch-restrictions`, { kind: 'force', pattern: 'swept' }, one => String(one.id))
  const restrictions: Record<string, string> = {
    '/2.0/repositories/': await restriction('/2.0/repositories/acme/vault'),
    '/pail/1/workspaces/': await restriction('/pail/1/workspaces/acme/projects/SITE'),
  }
  const sshKey = (at: string) => made(at, { key: makeKey().line }, one => String(one.uuid ?? one.id))
  const sshKeys: Record<string, string> = {
    '/2.0/users/': await sshKey('/2.0/users/ada/ssh-keys'),
    '/2.0/repositories/': await sshKey('/2.0/repositories/acme/vault/deploy-keys'),
    '/2.0/workspaces/': await sshKey('/2.0/workspaces/acme/projects/SITE/deploy-keys'),
  }
  const { publicKey } = await generateKey({ userIDs: [{ name: 'Ada', email: 'ada@example.com' }] })
  const gpgKey = await made('/2.0/users/ada/gpg-keys', { key: publicKey }, one => one.fingerprint)
  const secondFactor = await enrolKey(village)
  const consumer = await made(
    '/pail/1/workspaces/acme/consumers',
    { name: 'Swept', scopes: ['account'] },
    one => one.key,
  )
  const linkers = [{ key: 'swept', name: { value: 'Swept' } }]
  const descriptor = { key: 'swept', baseUrl: 'https://app.example.com', scopes: ['repository'], modules: { linkers } }
  const app = signing(village.stranger, await installQuiet(ada, descriptor))
  const value_id = await made('/2.0/addon/linkers/swept/values', { value: 'DUST' }, one => String(one.id), app)
  await ada.send('POST', '/1.0/groups/acme', { body: new URLSearchParams({ name: 'Sweepers' }) })
  await ada.put('/2.0/repositories/acme/vault/permissions-config/groups/sweepers', { permission: 'read' })
  await ada.put('/2.0/workspaces/acme/projects/SITE/permissions-config/groups/sweepers', { permission: 'read' })
  await ada.put(`/2.0/repositories/acme/vault/permissions-config/users/${users.bob.uuid}`, { permission: 'write' })

  await ada.put(`/2.0/repositories/acme/vault/default-reviewers/${users.bob.uuid}`)
  await ada.put(`/2.0/workspaces/acme/projects/SITE/default-reviewers/${users.ada.uuid}`)

  const { dataDirectory } = village.forge.config
  await createSigningKey(join(dataDirectory, 'signing'), { name: 'Pail', email: 'pail@example.com' })
  const commit = await pushSomeCode(village)
  const comment = await made(
    `/2.0/repositories/acme/vault/commit/${commit}/comments`,
    { content: { raw: 'Good' }, inline: { path: 'docs/README.md', to: 1 } },
    one => String(one.id),
  )
  await made(
    `/2.0/repositories/acme/vault/commit/${commit}/statuses/build`,
    { key: 'swept', state: 'SUCCESSFUL', url: 'https://ci.example.com' },
    one => one.key,
  )
  const reported = { title: 'Swept', details: 'Dust', report_type: 'BUG' }
  await ada.put(`/2.0/repositories/acme/vault/commit/${commit}/reports/swept`, reported)
  const annotation = { annotation_type: 'BUG', summary: 'Dust' }
  await ada.put(`/2.0/repositories/acme/vault/commit/${commit}/reports/swept/annotations/swept`, annotation)

  const files = new FormData()
  files.append('files', new Blob(['dust']), 'swept.txt')
  await ada.send('POST', '/2.0/repositories/acme/vault/downloads', { body: files })

  const pull_request_id = await made(
    '/2.0/repositories/acme/vault/pullrequests',
    { title: 'Say more', source: { branch: { name: 'feature/x' } } },
    one => String(one.id),
  )

  const thread = `/2.0/repositories/acme/vault/pullrequests/${pull_request_id}`
  const said = { content: { raw: 'Good' }, inline: { path: 'docs/README.md', to: 1 } }
  const threadComment = await made(`${thread}/comments`, said, one => String(one.id))
  const task_id = await made(`${thread}/tasks`, { content: { raw: 'Dust' } }, one => String(one.id))

  await village.bob.post(`${thread}/comments`, { content: { raw: 'Fine' } })
  await tellNewest(village.forge, 'pullrequest:comment_created')
  const notification_id = (await ada.get('/pail/1/user/notifications')).body.values[0].id as string

  const queue = `${thread.replace('/2.0', '/pail/1')}/merge-queue`
  const { headers: queued } = await ada.post(queue, {})
  const mergeTask = queued.get('location')!.split('/').at(-1)!
  const review_group = await made(
    '/pail/1/repositories/acme/vault/review-groups',
    { name: 'Sweepers', members: [] },
    one => one.uuid,
  )

  const hook = (at: string) =>
    made(`${at}/hooks`, { url: 'https://93.184.215.14/', events: ['repo:imported'] }, one => one.uuid)
  const hooks: Record<string, string> = {
    '/repositories/': await hook('/2.0/repositories/acme/vault'),
    '/workspaces/': await hook('/2.0/workspaces/acme'),
    '/user/': await hook('/pail/1/user'),
  }
  const hookIn = (path: string) => Object.entries(hooks).find(([part]) => path.includes(part))?.[1] ?? ''
  const deliveries = new Map<string, string>()
  for (const uid of Object.values(hooks)) deliveries.set(uid, await oweDelivery(village.forge, uid))

  const value = (name: string, { path, id }: Operation): string => {
    if (name === 'uid') return hookIn(path)
    if (name === 'comment_id' && path.includes('/pullrequests/')) return threadComment
    if (name === 'task_id' && path.includes('/merge/')) return mergeTask
    if (name === 'delivery_id') return deliveries.get(hookIn(path)) ?? ''
    if (name === 'name' && path.includes('/refs/')) return path.includes('/tags/') ? 'v1' : 'feature/x'
    // A folder, so that its page is held to the document.
    if (id === 'source.get' && name === 'path') return 'docs'
    if (name === 'variable_uuid') return Object.entries(variables).find(([start]) => path.startsWith(start))?.[1] ?? ''
    if (name === 'token_uuid' && path.includes('/access-tokens/'))
      return Object.entries(accessTokens).find(([start]) => path.startsWith(start))?.[1] ?? ''
    if (name === 'id' && path.includes('/branch-restrictions/'))
      return Object.entries(restrictions).find(([start]) => path.startsWith(start))?.[1] ?? ''
    if (name === 'target_username') return `{${users.bob.uuid}}`
    if (name === 'key_id') return Object.entries(sshKeys).find(([start]) => path.startsWith(start))?.[1] ?? ''
    if (name.startsWith('token')) return path.includes('{selected_user}') ? others : own
    if (name === 'selected_user') return `{${users.ada.uuid}}`
    if (['selected_user_id', 'member', 'user', 'user_uuid', 'member_uuid'].includes(name)) return `{${users.bob.uuid}}`
    const known: Record<string, string> = {
      workspace: 'acme',
      username: 'acme',
      repo_slug: 'vault',
      project_key: 'SITE',
      group_slug: 'sweepers',
      email: 'ada@example.com',
      environment_uuid: environment,
      commit,
      comment_id: comment,
      pull_request_id,
      task_id,
      notification_id,
      review_group,
      filename: 'swept.txt',
      key: 'swept',
      reportId: 'swept',
      annotationId: 'swept',
      consumer_key: consumer,
      addon_key: 'swept',
      linker_key: 'swept',
      value_id,
      fingerprint: gpgKey,
      subject_type: 'repository',
      second_factor: secondFactor,
      revision: 'feature/x',
      spec: 'feature/x..main',
      revspec: 'feature/x..main',
      path: 'docs/README.md',
      archive: 'main.tar.gz',
    }
    if (known[name] === undefined) throw new Error(`No value for {${name}} of ${id}: add it to the world`)
    return known[name]
  }
  return {
    village,
    app,
    address: operation =>
      operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(value(name, operation))) +
      questionOf(operation),
  }
}

/** What an address has to ask for, after its question mark. */
function questionOf({ query }: Operation): string {
  const required = (query as { required?: readonly string[] } | undefined)?.required ?? []
  return required.length === 0 ? '' : `?${required.map(name => `${name}=vault`).join('&')}`
}

/** A security key of ada's, which only a browser could register. */
async function enrolKey({ forge, users: { ada } }: Village): Promise<string> {
  const uuid = randomUUID()
  const about = { kind: 'security_key', name: 'Swept', host: 'pail.test', createdOn: now(), lastUsedOn: null } as const
  const key = { ...about, uuid, userUuid: ada.uuid, credentialId: uuid, publicKey: 'AA', counter: 0, transports: [] }
  await forge.database.transact(tx => createKey(tx, key))
  return uuid
}

/** A branch ahead of the other, a tag, and a file in a folder; the hash of the newest commit. */
async function pushSomeCode(village: Village): Promise<string> {
  const folder = temporary()
  await git(folder, 'init', '-q', '-b', 'main', 'work')
  const work = join(folder, 'work')
  mkdirSync(join(work, 'docs'))
  for (const text of ['# Vault\n', '# Vault\n\nMore.\n']) {
    writeFileSync(join(work, 'docs', 'README.md'), text)
    await git(work, 'add', '.')
    await git(work, 'commit', '-q', '-m', 'Describe the vault')
  }
  await git(work, 'tag', '-a', 'v1', '-m', 'first', 'HEAD~1')
  const remote = await village.remote('acme/vault')
  await git(work, 'push', '-q', remote, 'HEAD~1:refs/heads/main', 'HEAD:refs/heads/feature/x', 'v1')
  return git(work, 'rev-parse', 'HEAD')
}
