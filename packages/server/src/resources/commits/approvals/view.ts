import { choice, embed, flag, text, time, type View, view } from '../../../kernel/view.ts'
import { byUuids } from '../../users/store.ts'
import { actingView } from '../../users/view.ts'
import type { Participant } from './participant.ts'

export const participantView: View<Participant> = view<Participant>('participant', {
  user: embed(
    () => actingView,
    (p, { load }) => load(byUuids, p.userUuid),
  ),
  role: choice(['PARTICIPANT', 'REVIEWER'], p => p.role),
  approved: flag(p => p.state === 'approved'),
  state: text(p => p.state),
  participated_on: time(p => p.participatedOn),
})
