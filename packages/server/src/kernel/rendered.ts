import { MAX_RENDERED, renderInTurn } from './markdown.ts'
import { text, type View, view } from './view.ts'

/** A text that a person wrote together with what it looks like: comments, messages, descriptions. */
export const renderedView: View<string> = view<string>('rendered', {
  raw: text(written => written),
  markup: text(() => 'markdown'),
  html: text(written => renderInTurn(written, MAX_RENDERED)),
})
