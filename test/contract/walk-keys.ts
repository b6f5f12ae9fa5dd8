import { makeKey } from '@pail/ssh-keys/testing'
import { generateKey } from 'openpgp'
import type { Client } from './client.ts'

/** The keys of an account, and those that are deployed. */
export async function walkKeys(client: Client): Promise<void> {
  await walkSsh(client)
  await walkGpg(client)
  await walkDeployed(client)
  await walkDeployedToProject(client)
}

async function walkSsh({ call, send }: Client): Promise<void> {
  const selected_user = (await send('GET', '/2.0/user')).body.uuid as string
  const { uuid: key_id } = await call('ssh.createKey', {
    selected_user,
    _body: { key: `${makeKey().line} walk@example.com`, label: 'Walk' },
  })
  await call('ssh.listKeys', { selected_user })
  await call('ssh.getKey', { selected_user, key_id })
  await call('ssh.updateKey', { selected_user, key_id, _body: { label: 'Walked' } })
  await send('POST', `/2.0/users/${selected_user}/ssh-keys`, { key: 'nothing' })
  await send('POST', `/2.0/users/${selected_user}/ssh-keys?expires_on=2199-01-01`, { key: makeKey().line })
  await call('ssh.deleteKey', { selected_user, key_id })
  await send('GET', `/2.0/users/${selected_user}/ssh-keys/${key_id}`)
}

async function walkGpg({ send }: Client): Promise<void> {
  const at = `/2.0/users/${(await send('GET', '/2.0/user')).body.uuid}/gpg-keys`
  const userIDs = [{ name: 'Walk', email: 'walk@example.com' }]
  const { publicKey } = await generateKey({ userIDs, subkeys: [{ sign: true }] })
  const { fingerprint } = (await send('POST', at, { key: publicKey })).body
  await send('POST', at, { key: publicKey })
  await send('GET', `${at}?fields=%2Bvalues.key,%2Bvalues.subkeys`)
  const { subkeys } = (await send('GET', `${at}/${fingerprint}?fields=%2Bsubkeys,%2Bkey`)).body
  await send('DELETE', `${at}/${subkeys[0].fingerprint}`)
  await send('DELETE', `${at}/${fingerprint}`)
}

async function walkDeployed({ call, send }: Client): Promise<void> {
  const at = { workspace: 'demo', repo_slug: 'keyed' }
  await send('POST', '/2.0/repositories/demo/keyed', { scm: 'git' })
  const { line } = makeKey()
  const { id } = await call('repositories.createDeployKey', { ...at, key: `${line} ci`, label: 'ci' })
  const key_id = String(id)
  await call('repositories.listDeployKeys', at)
  await call('repositories.getDeployKey', { ...at, key_id })
  await call('repositories.updateDeployKey', { ...at, key_id, key: line, label: 'build' })
  await send('PUT', `/2.0/repositories/demo/keyed/deploy-keys/${key_id}`, { label: 'no key' })
  await send('POST', '/2.0/repositories/demo/keyed/deploy-keys', { key: line })
  await call('repositories.deleteDeployKey', { ...at, key_id })
  await send('DELETE', '/2.0/repositories/demo/keyed')
}

async function walkDeployedToProject({ call, send }: Client): Promise<void> {
  const at = { workspace: 'demo', project_key: 'KEYED' }
  await send('POST', '/2.0/workspaces/demo/projects', { key: 'KEYED', name: 'Keyed' })
  const made = await call('deployments.createProjectDeployKey', {
    ...at,
    _body: { key: `${makeKey().line} ci`, label: 'ci' },
  })
  const key_id = String(made.id)
  await call('deployments.listProjectDeployKeys', at)
  await call('deployments.getProjectDeployKey', { ...at, key_id })
  await send('POST', '/2.0/workspaces/demo/projects/KEYED/deploy-keys', { key: 'nothing' })
  await call('deployments.deleteProjectDeployKey', { ...at, key_id })
  await send('DELETE', '/2.0/workspaces/demo/projects/KEYED')
}
