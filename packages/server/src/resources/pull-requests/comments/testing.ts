import { type Answered, type Caller, openVillage, type Village } from '@pail/testkit'
import { type WorkingCopy, workingCopy } from '../testing.ts'

/** A village in which acme/site has an open pull request from `feature`, which changes a.txt. */
export interface Review {
  village: Village
  copy: WorkingCopy
  /** The address of the pull request. */
  at: string
  say(who: Caller, raw: string, more?: object): Promise<Answered>
  /** Changes files on the source branch, and lets everything follow. */
  push(files: Record<string, string>, ...flags: string[]): Promise<string>
}

/** Lines that are told apart. */
export const lines = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, at) => `line ${from + at}\n`).join('')

export async function openReview(): Promise<Review> {
  const village = await openVillage()
  const copy = await workingCopy(village)
  await copy.commit('main', { 'a.txt': lines(1, 20), 'kept.txt': lines(1, 5) })
  await copy.commit('feature', { 'a.txt': lines(1, 10) + 'more\n' + lines(11, 20) })
  await copy.push('acme/site', 'main', 'feature')
  const made = await village.bob.post('/2.0/repositories/acme/site/pullrequests', {
    title: 'More',
    source: { branch: { name: 'feature' } },
  })
  const at = `/2.0/repositories/acme/site/pullrequests/${made.body.id}`
  await village.work()
  await village.events()
  return {
    village,
    copy,
    at,
    say: (who, raw, more = {}) => who.post(`${at}/comments`, { content: { raw }, ...more }),
    async push(files, ...flags) {
      const hash = await copy.commit('feature', files)
      await copy.push('acme/site', 'feature', ...flags)
      await village.work()
      return hash
    },
  }
}
