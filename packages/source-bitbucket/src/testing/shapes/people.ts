import { coreTime, hashOf, minute, uuidOf, WEB, type Wire } from '../wire.ts'

export const person = (api: string, name: string): Wire => ({
  display_name: name,
  links: {
    self: { href: `${api}/users/${encodeURIComponent(uuidOf('user', name))}` },
    avatar: { href: `${WEB}/account/${name}/avatar/` },
    html: { href: `${WEB}/${encodeURIComponent(uuidOf('user', name))}/` },
  },
  type: 'user',
  uuid: uuidOf('user', name),
  account_id: `557058:${hashOf(name).slice(0, 24)}`,
  nickname: name.toLowerCase(),
})

export const workspace = (api: string, slug: string): Wire => ({
  type: 'workspace',
  uuid: uuidOf('workspace', slug),
  name: slug,
  slug,
  links: { self: { href: `${api}/workspaces/${slug}` }, html: { href: `${WEB}/${slug}/` } },
})

export const project = (api: string, slug: string, key: string): Wire => ({
  type: 'project',
  uuid: uuidOf('project', key),
  key,
  name: key,
  description: null,
  is_private: true,
  created_on: coreTime(minute(0)),
  updated_on: coreTime(minute(1)),
  owner: { type: 'team', username: slug, display_name: slug, uuid: uuidOf('workspace', slug) },
  workspace: workspace(api, slug),
  has_publicly_visible_repos: false,
  links: { self: { href: `${api}/workspaces/${slug}/projects/${key}` } },
})

export const membership = (api: string, slug: string, name: string): Wire => ({
  type: 'workspace_membership',
  user: person(api, name),
  workspace: workspace(api, slug),
  links: { self: { href: `${api}/workspaces/${slug}/members/${encodeURIComponent(uuidOf('user', name))}` } },
})
