import { links as at } from '../../kernel/links.ts'
import { count, embed, links, text, time, type View, view } from '../../kernel/view.ts'
import { fullName } from '../repositories/repository.ts'
import { byUuids } from '../users/store.ts'
import { actingView } from '../users/view.ts'
import type { Download } from './download.ts'

export const downloadView: View<Download> = view<Download>('download', {
  name: text(d => d.name),
  size: count(d => d.size),
  created_on: time(d => d.createdOn),
  // Connectors read of who brought a file what is told of an account on its own.
  user: embed(
    () => actingView,
    (d, { load }) => (d.userUuid === null ? null : load(byUuids, d.userUuid)),
    'full',
  ),
  downloads: count(d => d.downloads),
  links: links({ self: (d, { site }) => at.download(site, fullName(d.repository), d.name) }),
})
