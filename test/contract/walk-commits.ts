import type { Client } from './client.ts'

/** Commits, who approved them and what was said about them; the code comes through the API as well. */
export async function walkCommits({ call, send }: Client): Promise<void> {
  const at = { workspace: 'demo', repo_slug: 'walk' }
  const here = '/2.0/repositories/demo/walk'
  const source = { message: 'Begin', branch: 'main', 'README.md': '# Walk\n' }
  await send('POST', `${here}/src`, new URLSearchParams(source))
  await send('POST', `${here}/src`, new URLSearchParams({ ...source, message: 'Go on', 'README.md': '# On\n' }))
  const { values } = await call('repositories.listCommits', { ...at, pagelen: 1 })
  const commit = values[0].hash
  await call('repositories.listCommitsAt', { ...at, revision: 'main' })
  await call('repositories.listCommitsAlt', at)
  await call('repositories.listCommitsAtAlt', { ...at, revision: 'main' })
  await send('POST', `${here}/commits/main`, new URLSearchParams({ include: 'main', exclude: commit }))
  await send('POST', `${here}/commits`, new URLSearchParams({ include: 'main' }))
  await send('GET', `${here}/commits/nowhere`)
  await call('repositories.getCommit', { ...at, commit })
  await send('GET', `${here}/commit/0000000`)
  await call('repositories.createCommitApproval', { ...at, commit })
  await call('repositories.deleteCommitApproval', { ...at, commit })
  await walkComments({ call, send }, { ...at, commit })
}

async function walkComments({ call, send }: Pick<Client, 'call' | 'send'>, at: { commit: string }): Promise<void> {
  const here = `/2.0/repositories/demo/walk/commit/${at.commit}`
  const made = await send('POST', `${here}/comments`, {
    content: { raw: 'Why *this*?' },
    inline: { path: 'README.md', to: 1 },
  })
  const comment_id = made.body.id
  await call('repositories.createCommitComment', {
    ...at,
    _body: { content: { raw: 'So' }, parent: { id: comment_id } },
  })
  await send('POST', `${here}/comments`, { content: { raw: 'To whom?' }, parent: { id: 999_999 } })
  await send('POST', `${here}/comments`, { content: { raw: '' } })
  await call('repositories.listCommitComments', { ...at, sort: '-created_on', q: 'inline.path = "README.md"' })
  await call('repositories.getCommitComment', { ...at, comment_id })
  await send('PUT', `${here}/comments/${comment_id}`, { content: { raw: 'Why this?' } })
  await send('GET', `${here}`)
  await send('DELETE', `${here}/comments/${comment_id}`)
  await send('GET', `${here}/comments/${comment_id}`)
}
