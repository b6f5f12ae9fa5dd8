import type { Known } from '../../../kernel/actor.ts'
import type { Target } from '../../../kernel/target.ts'

/** Anybody with an account, be it a person or what acts for itself. */
export const someone: Target<Known> = { grade: 'account', load: async ({ actor }) => actor as Known }
