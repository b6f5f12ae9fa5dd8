/** Somebody who said something about a change. */
export interface Participant {
  userUuid: string
  role: 'PARTICIPANT' | 'REVIEWER'
  state: 'approved' | 'changes_requested' | null
  participatedOn: string | null
}

/** One entry for each person, first those who approved; whoever did counts as approving from then on. */
export function participants(approvals: readonly Participant[], commenters: readonly Participant[]): Participant[] {
  const approving = new Set(approvals.map(({ userUuid }) => userUuid))
  return [...approvals, ...commenters.filter(({ userUuid }) => !approving.has(userUuid))]
}
