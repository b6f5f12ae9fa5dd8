import type { Client } from './client.ts'

const hook = {
  url: 'https://ci.example.com/hook',
  description: 'CI',
  active: true,
  events: ['repo:push', 'pullrequest:created'],
}

/** Hooks of a repository and of a workspace, and the events that there are. */
export async function walkWebhooks({ call, send }: Client): Promise<void> {
  await call('webhooks.getAllSubjectTypes', {})
  for (const kind of ['workspace', 'nothing']) await send('GET', `/2.0/hook_events/${kind}`)
  await call('webhooks.list', { subject_type: 'repository' })
  await walkHooks({ call, send }, '/2.0/repositories/demo/walk/hooks')
  await walkHooks({ call, send }, '/2.0/workspaces/demo/hooks')
  const at = { workspace: 'demo', repo_slug: 'walk' }
  const { uuid: uid } = await call('repositories.createWebhook', { ...at, _body: hook })
  await call('repositories.listWebhooks', at)
  await call('repositories.getWebhook', { ...at, uid })
  await call('repositories.updateWebhook', { ...at, uid, _body: { ...hook, description: 'Other' } })
  await call('repositories.deleteWebhook', { ...at, uid })
}

async function walkHooks({ send }: Pick<Client, 'call' | 'send'>, at: string): Promise<void> {
  const made = await send('POST', at, { ...hook, secret: 'hush' })
  await send('POST', at, { ...hook, events: ['nothing'] })
  await send('GET', at)
  const one = `${at}/${encodeURIComponent(made.body.uuid)}`
  await send('GET', one)
  await send('PUT', one, { ...made.body, secret: null, active: false })
  await send('DELETE', one)
  await send('GET', one)
}
