import { type Invalid, invalid } from '@pail/failures'

/** What is said of a text that is no key, or not one that is taken; never with anything of the text itself. */
export const refuse = (reason: string): Invalid => invalid('key', reason)
