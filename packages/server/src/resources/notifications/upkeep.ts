import { later } from '../../kernel/clock.ts'
import type { Schedule } from '../../kernel/schedule.ts'
import * as store from './store.ts'

const KEEP_SECONDS = 180 * 24 * 3600

/** What somebody was told half a year ago is in the pull request. */
export const forgetOldNotifications: Schedule = {
  seconds: 6 * 3600,
  run: ({ database }) => database.transact(tx => store.removeOlder(tx, later(-KEEP_SECONDS))),
}
