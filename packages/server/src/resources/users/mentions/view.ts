import { links as at } from '../../../kernel/links.ts'
import { MAX_RENDERED, renderInTurn } from '../../../kernel/markdown.ts'
import type { Showing } from '../../../kernel/present.ts'
import { text, type View, view } from '../../../kernel/view.ts'
import { type Called, linkMentions, mentionsIn } from './mentions.ts'
import { byNames } from './store.ts'

/** What people say to each other, together with what it looks like: whoever is called is linked. */
export const spokenView: View<string> = view<string>(
  'spoken',
  {
    raw: text(written => written),
    markup: text(() => 'markdown'),
    html: text(htmlOf),
  },
  'rendered',
)

function htmlOf(written: string, showing: Showing): string | Promise<string> {
  const html = renderInTurn(written, MAX_RENDERED)
  const names = mentionsIn(written)
  return names.length === 0 ? html : linked(html, names, showing)
}

async function linked(html: string | Promise<string>, names: readonly string[], { load, site }: Showing) {
  const people = new Map<string, Called>()
  const found = await Promise.all(names.map(name => load(byNames, name)))
  for (const [nth, user] of found.entries())
    if (user) people.set(names[nth]!, { name: user.displayName, href: at.userPage(site, user.uuid) })
  return linkMentions(await html, people)
}
