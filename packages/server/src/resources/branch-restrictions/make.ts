import type { Db } from '../../db/tables/index.ts'
import { now } from '../../kernel/clock.ts'
import { countOn } from '../../kernel/count-on.ts'
import type { Holder } from '../repositories/holder.ts'
import { exempt } from './exempt.ts'
import type { Restriction } from './restriction.ts'
import { changedRule, newRule } from './rule.ts'
import * as store from './store.ts'
import type { NewRestrictionBody, RestrictionBody } from './view.ts'

export async function addRestriction<On extends Holder>(
  tx: Db,
  on: On,
  body: NewRestrictionBody,
): Promise<Restriction<On>> {
  const rule = newRule({ ...body, ...(await exempt(tx, on, body)) })
  const id = await countOn(tx, 'branch_restrictions')
  return store.create(tx, { id, on, ...rule }, now())
}

export async function changeRestriction<On extends Holder>(
  tx: Db,
  restriction: Restriction<On>,
  body: RestrictionBody,
): Promise<Restriction<On>> {
  const rule = changedRule(restriction, { ...body, ...(await exempt(tx, restriction.on, body)) })
  return store.save(tx, { ...restriction, ...rule })
}
