import { Type } from 'typebox'
import { embed, flag, untyped, type View, view } from '../../../kernel/view.ts'
import { REASONS } from '../reason.ts'
import type { Choices, Ways } from './choices.ts'

const waysView: View<Ways> = untyped<Ways>('notification_ways', {
  inbox: flag(w => w.inbox),
  mail: flag(w => w.mail),
})

/** What somebody chose, and whether the installation sends mail at all. */
export interface Settings {
  choices: Choices
  sendsMail: boolean
}

export const settingsView: View<Settings> = view<Settings>('notification_settings', {
  sends_mail: flag(s => s.sendsMail),
  ...Object.fromEntries(
    REASONS.map(reason => [
      reason,
      embed<Settings, Ways>(
        () => waysView,
        s => s.choices[reason],
      ),
    ]),
  ),
})

const ways = Type.Optional(Type.Object({ inbox: Type.Optional(Type.Boolean()), mail: Type.Optional(Type.Boolean()) }))

export const settingsInput = Type.Object({
  review_requested: ways,
  mentioned: ways,
  replied: ways,
  changes_requested: ways,
  approved: ways,
  merged: ways,
  declined: ways,
  commented: ways,
  opened: ways,
})
