import { Type } from 'typebox'
import { count, embedAll, text, untyped, value, view } from '../../../kernel/view.ts'
import { type CodeOwners, type Complaint, PLACE, type Rule } from '../code-owners.ts'

const ruleView = untyped<Rule>('code_owners_rule', {
  line: count(r => r.line),
  pattern: text(r => r.text),
  owners: value(Type.Array(Type.String()), r => r.owners.map(owner => owner.text)),
})

const complaintView = untyped<Complaint>('code_owners_complaint', {
  line: count(c => c.line),
  message: text(c => c.message),
})

export const codeOwnersView = view<CodeOwners>('code_owners', {
  path: text(() => PLACE),
  rules: embedAll(
    () => ruleView,
    c => c.rules,
  ),
  complaints: embedAll(
    () => complaintView,
    c => c.complaints,
  ),
})
