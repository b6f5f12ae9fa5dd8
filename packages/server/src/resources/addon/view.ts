import { Type } from 'typebox'
import { links as at } from '../../kernel/links.ts'
import { count, links, text, untyped, view } from '../../kernel/view.ts'
import type { Addon } from '../workspaces/addons/addon.ts'
import type { Linker } from '../workspaces/addons/descriptor.ts'
import type { LinkerValue } from './linkers/value.ts'

export const linkerView = view<Linker>('linker', {
  key: text(l => l.key),
  name: text(l => l.name),
  links: links({
    self: (l, { site }) => at.linker(site, l.key),
    values: (l, { site }) => at.linkerValues(site, l.key),
  }),
})

export const linkerValueView = view<LinkerValue>('linker_value', {
  id: count(v => v.id),
  value: text(v => v.value),
  links: links({ self: (v, { site }) => at.linkerValue(site, v.linkerKey, v.id) }),
})

/** What a program that took over from an app asks, to find what the app kept. */
export const clientKeyView = untyped<Addon>('client_key', { client_key: text(a => a.clientKey) })

const value = Type.String({ minLength: 1, maxLength: 255 })

export const linkerValueInput = Type.Object({ value })

/** Quirk: nobody has published this form; the values themselves and the objects of the list are both taken. */
export const linkerValuesInput = Type.Object({
  values: Type.Array(Type.Union([value, Type.Object({ value })]), { maxItems: 1000 }),
})
