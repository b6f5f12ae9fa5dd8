import type { Client } from './client.ts'

/** Code searched for: in a workspace, in what was a team, in what is a person's own; expanded, and refused. */
export async function walkSearch({ call, send }: Client): Promise<void> {
  const { body: me } = await send('GET', '/2.0/user')
  const expanded = encodeURIComponent('+values.file.commit.repository.mainbranch.name,-values.*.links')
  const all = '/2.0/workspaces/demo/search/code'
  await call('search.codeOfTeam', { username: 'demo', search_query: 'foo repo:walk ext:md', page: 1, pagelen: 10 })
  await call('search.searchAccount', { workspace: 'demo', search_query: 'walk' })
  await call('search.codeOfUser', { selected_user: me.uuid, search_query: 'foo OR bar' })
  await send('GET', `${all}?search_query=${encodeURIComponent('"README.md" path:/README.md')}&fields=${expanded}`)
  await send('GET', `${all}?search_query=walk&fields=%2Bvalues.*.*.*.*`)
  await send('GET', all)
  await send('GET', `${all}?search_query=%28`)
  await send('GET', `${all}?search_query=walk&pagelen=0`)
  await send('GET', '/2.0/workspaces/nowhere/search/code?search_query=walk')
  await send('GET', `/2.0/teams/${encodeURIComponent(me.uuid)}/search/code?search_query=walk`)
}
