import type { Client } from './client.ts'

const at = { workspace: 'demo', repo_slug: 'walk' }
const here = '/2.0/repositories/demo/walk'

interface Place {
  workspace: string
  repo_slug: string
  pull_request_id: number
}

/** What is said about a pull request: comments, answers, tasks, a suggestion that is applied. */
export async function walkPullRequestThreads(client: Client): Promise<void> {
  const { send } = client
  const files = { message: 'Talk', branch: 'walk-talk', 'talk.txt': 'one\ntwo\nthree\n' }
  await send('POST', `${here}/src`, new URLSearchParams(files))
  const made = await send('POST', `${here}/pullrequests`, {
    title: 'Talk',
    source: { branch: { name: 'walk-talk' } },
  })
  const one = { ...at, pull_request_id: made.body.id }
  await comments(client, one)
  await tasks(client, one)
  await suggestion(client, one)
}

async function comments({ call, send }: Client, one: Place): Promise<void> {
  const all = `${here}/pullrequests/${one.pull_request_id}/comments`
  const inline = { path: 'talk.txt', start_to: 1, to: 2 }
  const { body: asked } = await send('POST', all, { content: { raw: 'Why *this*?' }, inline })
  const comment = { ...one, comment_id: asked.id }
  await call('repositories.createPullRequestComment', {
    ...one,
    _body: { type: 'pullrequest_comment', content: { raw: 'So.' }, parent: { id: asked.id } },
  })
  await send('POST', all, { content: { raw: 'To whom?' }, parent: { id: 999_999 } })
  await send('POST', all, { content: { raw: 'Hm' }, anchor: 'talk.txt' })
  await send('POST', all, { content: { raw: '' } })
  const { body: draft } = await send('POST', all, { content: { raw: 'Later' }, pending: true })
  await send('PUT', `${all}/${draft.id}`, { pending: false })
  await call('repositories.listPullRequestComments', { ...one, q: 'deleted=false', sort: '-created_on' })
  await call('repositories.resolvePullRequestComment', comment)
  await send('POST', `${all}/${asked.id}/resolve`)
  await call('repositories.getPullRequestComment', comment)
  await send('POST', `${all}/${draft.id}/resolve`)
  await call('repositories.reopenPullRequestComment', comment)
  await send('DELETE', `${all}/${asked.id}/resolve`)
  await call('repositories.updatePullRequestComment', {
    ...comment,
    _body: { type: 'pullrequest_comment', content: { raw: 'Why this?' } },
  })
  await call('repositories.deletePullRequestComment', comment)
  await call('repositories.listPullRequestComments', one)
  await send('GET', `${all}/999999`)
  await send('GET', `${here}/pullrequests/${one.pull_request_id}/activity`)
}

async function tasks({ call, send }: Client, one: Place): Promise<void> {
  const all = `${here}/pullrequests/${one.pull_request_id}/tasks`
  const { body: said } = await send('POST', all.replace('/tasks', '/comments'), { content: { raw: 'Do' } })
  const { id } = await call('repositories.createPullRequestTask', {
    ...one,
    _body: { content: { raw: 'Do *it*' }, comment: { id: said.id } },
  })
  const task = { ...one, task_id: id }
  await send('POST', all, { content: { raw: ' ' } })
  await call('repositories.getPullRequestTask', task)
  await call('repositories.updatePullRequestTask', { ...task, _body: { state: 'RESOLVED' } })
  await call('repositories.listPullRequestTasks', { ...one, q: 'state="RESOLVED"', sort: '-id' })
  await call('repositories.deletePullRequestTask', task)
  await send('GET', `${all}/${id}`)
}

async function suggestion({ send }: Client, one: Place): Promise<void> {
  const all = `${here}/pullrequests/${one.pull_request_id}/comments`
  const { body } = await send('POST', all, {
    content: { raw: '```suggestion\n2\n```' },
    inline: { path: 'talk.txt', to: 2 },
  })
  await send('POST', `/pail/1${all.slice('/2.0'.length)}/${body.id}/suggestion`, { message: 'Say 2' })
  await send('GET', `${all}/${body.id}`)
}
