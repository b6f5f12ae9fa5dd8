/**
 * What to show, for `fields`: only some members, or more and fewer than usual. For a list, members of its values begin
 * with `values.`, and `next` has to be among them where only some are wanted.
 *
 * @example
 * await client.repositories.get({ ...at, fields: fields({ only: ['full_name', 'mainbranch.name'] }) })
 * await client.pullrequests.list({ ...at, fields: fields({ more: ['values.participants'], fewer: ['values.links'] }) })
 */
export function fields(wish: {
  only?: readonly string[]
  more?: readonly string[]
  fewer?: readonly string[]
}): string {
  const { only = [], more = [], fewer = [] } = wish
  return [...only, ...more.map(name => `+${name}`), ...fewer.map(name => `-${name}`)].join(',')
}
