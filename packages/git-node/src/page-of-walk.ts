import { Invalid } from '@pail/failures'
import { isOid, type Oid } from '@pail/git'
import type { Machine } from './machine.ts'
import type { Page } from './reading.ts'
import type { Step, Walk, Walking } from './walks.ts'

export interface PageAsk {
  limit: number
  after?: string | undefined
}

interface Place {
  commit: Oid
  /** Where it was when the page was made; new commits on top have moved it since. */
  index: number
}

/** A page of a walk. Its token names the last commit on it, so that what comes later on top shifts nothing. */
export async function pageOfWalk(machine: Machine, walking: Walking, { limit, after }: PageAsk): Promise<Page<Step>> {
  const place = after === undefined ? undefined : placeIn(after)
  const begin = (walk: Walk) => (place ? indexIn(walk, place) + 1 : 0)
  const walk = await machine.walks.until(walking, isEnough(place, limit))
  const first = begin(walk)
  if (place && first === 0) throw new Invalid('This page does not exist')
  const values = walk.slice(first, first + limit)
  const last = first + values.length - 1
  const hasMore = values.length > 0 && walk.length > last + 1
  return { values, ...(hasMore && { next: `${walk.at(last).commit}.${last}` }) }
}

/** Of a walk that grows step by step only the newest step is looked at. */
function isEnough(place: Place | undefined, limit: number): (walk: Walk) => boolean {
  let index = -1
  let seen = -1
  return walk => {
    if (!place) return walk.length > limit
    if (index < 0 && walk.length === seen + 1) index = walk.at(seen).commit === place.commit ? seen : -1
    else if (index < 0) index = indexIn(walk, place)
    seen = walk.length
    return index >= 0 && walk.length > index + 1 + limit
  }
}

const indexIn = (walk: Walk, { commit, index }: Place): number =>
  index < walk.length && walk.at(index).commit === commit ? index : walk.indexOf(commit)

function placeIn(token: string): Place {
  const [commit = '', index = ''] = token.split('.')
  if (!isOid(commit) || !/^\d{1,12}$/.test(index)) throw new Invalid('This page does not exist')
  return { commit, index: Number(index) }
}
