/** Headers that answers of the cloud's API carry. */
export const API: Record<string, string> = {
  server: 'envoy',
  vary: 'authorization, origin, cookie, user-context',
  'cache-control': 'max-age=0, no-cache, no-store, must-revalidate',
  'x-oauth-scopes': 'repository:write, repository, webhook',
  'x-accepted-oauth-scopes': 'repository',
  'x-credential-type': 'repo_access_token',
  'x-request-count': '3599',
  'strict-transport-security': 'max-age=31536000; includesubdomains; preload',
  'set-cookie': 'session=this-is-a-credential',
}

/** Headers that files come with. */
export const STORE: Record<string, string> = {
  server: 'AmazonS3',
  etag: '"1f27ed2ab4e972fd047c71ae9bc22edd-2"',
  'last-modified': 'Wed, 25 Oct 2023 08:19:49 GMT',
  'x-amz-server-side-encryption': 'AES256',
  'accept-ranges': 'bytes',
  'content-type': 'text/plain',
}

const USER = {
  type: 'app_user',
  uuid: '{d5ef3af5-5d3a-4ce2-a2b8-6b2a7c6f3c4e}',
  kind: 'repository_access_token',
  account_id: '712020:9b2b0a0c',
  account_status: 'active',
  display_name: 'connector',
  created_on: '2023-10-25T08:00:00.000000+00:00',
  links: { avatar: { href: 'https://bitbucket.org/account/connector/avatar/' } },
}

/** A page of the files there are, the newest first, as the cloud shows it. */
export function page(files: ReadonlyMap<string, Uint8Array>, origin: string, { pathname, searchParams }: URL): object {
  const [pagelen, number] = [Number(searchParams.get('pagelen') ?? 10), Number(searchParams.get('page') ?? 1)]
  const all = [...files].reverse().map(([name, content]) => ({
    name,
    size: content.length,
    created_on: '2023-10-25T08:19:49.123456+00:00',
    user: USER,
    downloads: 0,
    links: { self: { href: `${origin}${pathname}/${encodeURIComponent(name)}` } },
    type: 'download',
  }))
  const values = all.slice((number - 1) * pagelen, number * pagelen)
  const hasMore = number * pagelen < all.length
  const next = hasMore && { next: `${origin}${pathname}?pagelen=${pagelen}&page=${number + 1}` }
  return { values, pagelen, size: all.length, page: number, ...next }
}
