import { invalid } from '@pail/failures'
import type { Db } from '../../../db/tables/index.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { STATES, type State } from '../../pull-requests/state.ts'
import { find } from '../../users/store.ts'
import type { User } from '../../users/user.ts'
import { type Asked, askedFor } from '../asked.ts'
import { type Place, placeOf, seekRepository, type Within } from '../within.ts'

/** What somebody asks for, as the address says it. */
export interface Said extends Within {
  query?: string | undefined
  state?: readonly string[] | undefined
  author?: string | undefined
  reviewer?: string | undefined
  source?: string | undefined
  destination?: string | undefined
}

/** The same understood: who and where is known. */
export interface Wanted extends Place {
  asked: Asked
  states: readonly State[]
  author?: User
  reviewer?: User
  source?: string | undefined
  destination?: string | undefined
}

export async function wantedBy(db: Db, actor: Actor, said: Said): Promise<Wanted> {
  const { asked, place } = await numbered(db, actor, said)
  return {
    asked,
    ...place,
    states: (said.state ?? []).filter(Boolean).map(stateNamed),
    ...(said.author !== undefined && { author: await find(db, said.author) }),
    ...(said.reviewer !== undefined && { reviewer: await find(db, said.reviewer) }),
    source: said.source,
    destination: said.destination,
  }
}

function stateNamed(text: string): State {
  const state = STATES.find(one => one === text.toUpperCase())
  if (!state) throw invalid('state', `not one of ${STATES.join(', ')}`)
  return state
}

const NUMBERED = /^([^/#\s]+\/[^/#\s]+)(#\d+)$/

/** What reads `acme/site#12` is looked for in that repository; where there is none for the caller it is a text. */
async function numbered(db: Db, actor: Actor, said: Said): Promise<{ asked: Asked; place: Place }> {
  const place = await placeOf(db, actor, said)
  const [, name, number] = NUMBERED.exec((said.query ?? '').trim()) ?? []
  const repository = name === undefined ? undefined : await seekRepository(db, actor, name)
  if (!repository || !isIn(repository, place)) return { asked: askedFor(said.query), place }
  return { asked: askedFor(number), place: { repository } }
}

const isIn = ({ uuid, project, workspace }: NonNullable<Place['repository']>, place: Place): boolean =>
  [uuid, project.uuid, workspace.uuid].includes(Object.values(place)[0]?.uuid ?? uuid)
