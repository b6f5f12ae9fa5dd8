/**
 * How much of an object is shown, each level with all of the one before: *condensed* where it is embedded, *listed* in
 * a collection, *full* at its own address. Members *on request* are shown only when `fields=` asks for them.
 */
export type Level = 'condensed' | 'listed' | 'full' | 'on request'

const LEVELS: readonly Level[] = ['condensed', 'listed', 'full', 'on request']

/** Whether a member of this level belongs to an object shown at that one. */
export const isWithin = (member: Level, shown: Level): boolean => LEVELS.indexOf(member) <= LEVELS.indexOf(shown)
