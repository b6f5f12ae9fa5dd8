// Written by scripts/generate-client.ts from the operations: change those.
import type { Core, Listed, Shown } from '../core.ts'
import type { ClientKey, Linker, LinkerValue } from './schemas.ts'

export const addon = (core: Core) => ({
  /** Describe the calling app anew: as given, or as its descriptor stands where it was fetched. `PUT /2.0/addon` */
  update: (at: Record<string, never> = {}, body: {
    descriptor?: Record<string, unknown> | undefined
    descriptor_url?: string | undefined
  } = {}) =>
    core.send<void>('PUT', '/2.0/addon', at, body),
  /** Take the calling app out of the workspace. `DELETE /2.0/addon` */
  delete: () =>
    core.send<void>('DELETE', '/2.0/addon'),
  clientKey: {
    /** Tell the client key of a Connect app in a workspace of the caller. `GET /2.0/addon/{addon_key}/client-key` */
    get: (at: { addon_key: string } & Shown) =>
      core.send<ClientKey>('GET', '/2.0/addon/{addon_key}/client-key', at),
  },
  linkers: {
    /**
     * List the linkers that the descriptor of the calling app names. `GET /2.0/addon/linkers`
     * @deprecated
     */
    list: (at: Listed = {}) =>
      core.list<Linker>('/2.0/addon/linkers', at),
    /**
     * Show a linker of the calling app. `GET /2.0/addon/linkers/{linker_key}`
     * @deprecated
     */
    get: (at: { linker_key: string } & Shown) =>
      core.send<Linker>('GET', '/2.0/addon/linkers/{linker_key}', at),
    values: {
      /**
       * List the values that the calling app has given to a linker. `GET /2.0/addon/linkers/{linker_key}/values`
       * @deprecated
       */
      list: (at: { linker_key: string } & Listed) =>
        core.list<LinkerValue>('/2.0/addon/linkers/{linker_key}/values', at),
      /**
       * Give a value to a linker. `POST /2.0/addon/linkers/{linker_key}/values`
       * @deprecated
       */
      create: (at: { linker_key: string } & Shown, body: {
        value: string
      }) =>
        core.send<LinkerValue>('POST', '/2.0/addon/linkers/{linker_key}/values', at, body),
      /**
       * Have a linker hold just these values. `PUT /2.0/addon/linkers/{linker_key}/values`
       * @deprecated
       */
      replace: (at: { linker_key: string }, body: {
        values: Array<string | {
          value: string
        }>
      }) =>
        core.send<void>('PUT', '/2.0/addon/linkers/{linker_key}/values', at, body),
      /**
       * Take all values from a linker. `DELETE /2.0/addon/linkers/{linker_key}/values`
       * @deprecated
       */
      clear: (at: { linker_key: string }) =>
        core.send<void>('DELETE', '/2.0/addon/linkers/{linker_key}/values', at),
      /**
       * Show a value of a linker. `GET /2.0/addon/linkers/{linker_key}/values/{value_id}`
       * @deprecated
       */
      get: (at: { linker_key: string; value_id: string } & Shown) =>
        core.send<LinkerValue>('GET', '/2.0/addon/linkers/{linker_key}/values/{value_id}', at),
      /**
       * Take a value from a linker. `DELETE /2.0/addon/linkers/{linker_key}/values/{value_id}`
       * @deprecated
       */
      delete: (at: { linker_key: string; value_id: string }) =>
        core.send<void>('DELETE', '/2.0/addon/linkers/{linker_key}/values/{value_id}', at),
    },
  },
})
