import { REASONS, type Reason } from '../reason.ts'

/** The ways by which somebody is told. */
export interface Ways {
  inbox: boolean
  mail: boolean
}

/** What a person wants to be told, and how. */
export type Choices = Readonly<Record<Reason, Ways>>

export type ChoicesInput = Partial<Record<Reason, Partial<Ways>>>

/** Everything by both ways, but for what was chosen otherwise. */
export const choicesWith = (chosen: ChoicesInput, before?: Choices): Choices =>
  Object.fromEntries(
    REASONS.map(reason => [reason, { inbox: true, mail: true, ...before?.[reason], ...chosen[reason] }]),
  ) as Record<Reason, Ways>

/** The weightiest reason that reaches the person at all, and by which ways; none where no reason does. */
export function wayFor(choices: Choices, reasons: readonly Reason[]): (Ways & { reason: Reason }) | undefined {
  const reason = reasons.find(one => choices[one].inbox || choices[one].mail)
  return reason && { reason, ...choices[reason] }
}
