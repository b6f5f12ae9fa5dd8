import { labelOf } from '../../../kernel/scope-labels.ts'
import { hidden, html, type Markup, webPage } from '../../../kernel/web/document.ts'
import { formTokenFor } from '../../../kernel/web/own-form.ts'
import { type SignedIn, whoIs } from '../../users/sessions/signed-in.ts'
import type { Parameters, Question } from './question.ts'
import { formTarget } from './redirect.ts'

/** Asks a person whether an application may come in, naming what it could do then and where it lives. */
export function consentPage(question: Question, parameters: Parameters, who: SignedIn): Response {
  const { consumer, scopes, address } = question
  const carried = Object.entries(parameters).map(([name, value]) => hidden(name, value))
  const body = html`<p><strong>${consumer.name}</strong> asks for access in the name of <strong>${who.user.displayName}</strong>.</p>
${consumer.description ? html`<p class="soft">${consumer.description}</p>` : ''}
<h2>It could</h2>
${scopeList(scopes)}
<p class="soft">As far as you may do so yourself. You can take it back under <a href="/account/settings/app-authorizations/">authorised applications</a>.</p>
<form method="post" action="/site/oauth2/authorize">
${hidden('form_token', formTokenFor(who.secret))}${carried}
<div class="row"><button class="main" name="decision" value="allow">Allow</button><button name="decision" value="deny">Deny</button></div>
</form>
<p class="soft">Either way you go on to <code>${formTarget(address)}</code>.</p>`
  const title = `Let ${consumer.name} in?`
  return webPage({ title, body, who: whoIs(who), formTargets: [formTarget(address)] })
}

export const scopeList = (scopes: readonly string[]): Markup =>
  html`<ul class="plain">${scopes.map(scope => {
    const { label, about } = labelOf(scope)
    return html`<li><b>${label}</b><br>${about}</li>`
  })}</ul>`
