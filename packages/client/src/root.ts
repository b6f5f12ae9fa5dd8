/** The address of a server from what people write: a host or an API root, with or without slashes at its end. */
export function rootOf(url: string): string {
  const given = new URL(url.includes('://') ? url : `https://${url}`)
  if (given.protocol !== 'http:' && given.protocol !== 'https:') throw new TypeError(`${url} is no web address`)
  const path = given.pathname.replace(/\/+$/, '').replace(/\/2\.0$/, '')
  // The cloud answers nothing on the host of its pages.
  const host = given.host === 'bitbucket.org' ? 'api.bitbucket.org' : given.host
  return `${given.protocol}//${host}${path}`
}
