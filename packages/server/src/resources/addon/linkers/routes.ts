import { created } from '../../../kernel/answer.ts'
import { links } from '../../../kernel/links.ts'
import { operation } from '../../../kernel/operation.ts'
import { calling, linker } from '../target.ts'
import { linkerValueInput, linkerValuesInput, linkerValueView, linkerView } from '../view.ts'
import * as store from './store.ts'
import { asValue, asValues } from './value.ts'

const ALL = '/2.0/addon/linkers'
const ONE = `${ALL}/{linker_key}` as const
const VALUES = `${ONE}/values` as const
const VALUE = `${VALUES}/{value_id}` as const
/** The real service has taken all of them away. */
const once = { scope: [], deprecated: true, removed: 'CHANGE-2770' } as const

/** The linkers of the app that calls, and the values that it gives them. */
export const routes = [
  operation({
    ...once,
    id: 'addon.linkers.list',
    route: `GET ${ALL}`,
    summary: 'List the linkers that the descriptor of the calling app names',
    on: calling,
    shows: linkerView.list,
    handle: async ({ on, page }) => {
      const all = on.descriptor.linkers
      const values = all.slice((page.page - 1) * page.pagelen, page.page * page.pagelen)
      return { ...page, size: all.length, values }
    },
  }),
  operation({
    ...once,
    id: 'addon.linkers.get',
    route: `GET ${ONE}`,
    summary: 'Show a linker of the calling app',
    on: linker,
    shows: linkerView,
    handle: async ({ on }) => on.linker,
  }),
  operation({
    ...once,
    id: 'addon.linkers.values.list',
    route: `GET ${VALUES}`,
    summary: 'List the values that the calling app has given to a linker',
    on: linker,
    shows: linkerValueView.list,
    handle: ({ db, on, page }) => store.list(db, on, page),
  }),
  operation({
    ...once,
    id: 'addon.linkers.values.create',
    route: `POST ${VALUES}`,
    summary: 'Give a value to a linker',
    on: linker,
    body: linkerValueInput,
    shows: linkerValueView,
    handle: async ({ db, on, body, site }) => {
      const value = await store.create(db, on, asValue(body.value))
      return created(value, links.linkerValue(site, on.linker.key, value.id))
    },
  }),
  operation({
    ...once,
    id: 'addon.linkers.values.replace',
    route: `PUT ${VALUES}`,
    summary: 'Have a linker hold just these values',
    on: linker,
    body: linkerValuesInput,
    status: 204,
    handle: ({ db, on, body }) =>
      store.replace(db, on, asValues(body.values.map(one => (typeof one === 'string' ? one : one.value)))),
  }),
  operation({
    ...once,
    id: 'addon.linkers.values.clear',
    route: `DELETE ${VALUES}`,
    summary: 'Take all values from a linker',
    on: linker,
    handle: ({ db, on }) => store.replace(db, on, []),
  }),
  operation({
    ...once,
    id: 'addon.linkers.values.get',
    route: `GET ${VALUE}`,
    summary: 'Show a value of a linker',
    on: linker,
    shows: linkerValueView,
    handle: ({ db, on, params }) => store.find(db, on, params.value_id),
  }),
  operation({
    ...once,
    id: 'addon.linkers.values.delete',
    route: `DELETE ${VALUE}`,
    summary: 'Take a value from a linker',
    on: linker,
    handle: async ({ db, on, params }) => store.remove(db, await store.find(db, on, params.value_id)),
  }),
]
