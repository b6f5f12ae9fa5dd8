import { invalid } from '@pail/failures'
import { classicScopes } from '../../../kernel/scopes.ts'
import { asName } from '../../users/user.ts'
import { asAddress } from '../consumers/address.ts'

/** What is kept of the document by which a Connect app describes itself. */
export interface Descriptor {
  key: string
  name: string
  description: string | null
  /** Without a slash at the end; everything else of the app is below it. */
  baseUrl: string
  /** Paths below the base address, each called at its moment. */
  lifecycle: Partial<Record<Moment, string>>
  scopes: readonly string[]
  linkers: readonly Linker[]
}

/** Recognises references in texts by a pattern, into which the app puts values. */
export interface Linker {
  key: string
  name: string | null
}

export type Moment = 'installed' | 'uninstalled'

const KEY = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/
const MAX_DESCRIPTION = 2000
const MOST_LINKERS = 100

type Json = Readonly<Record<string, unknown>>

/** Reads a descriptor as it comes; what it holds besides is for other products. */
export function readDescriptor(given: unknown): Descriptor {
  const json = asObject(given, '')
  const base = asAddress(asText(json.baseUrl, 'baseUrl'), 'baseUrl')
  if (base === null || base.includes('?')) throw invalid('baseUrl', 'not an address such as https://example.com/app')
  const baseUrl = base.replace(/\/$/, '')
  const lifecycle = asObject(json.lifecycle ?? {}, 'lifecycle')
  const description = json.description === undefined ? '' : asText(json.description, 'description')
  return {
    key: asKey(json.key, 'key'),
    name: asName(asText(json.name ?? json.key, 'name'), 'name'),
    description: description.slice(0, MAX_DESCRIPTION) || null,
    baseUrl,
    lifecycle: {
      ...(lifecycle.installed !== undefined && { installed: asPath(lifecycle.installed, 'installed', baseUrl) }),
      ...(lifecycle.uninstalled !== undefined && {
        uninstalled: asPath(lifecycle.uninstalled, 'uninstalled', baseUrl),
      }),
    },
    scopes: asScopes(json.scopes),
    linkers: asLinkers(asObject(json.modules ?? {}, 'modules').linkers),
  }
}

/** Quirk: a descriptor that names no scopes means all of them. */
function asScopes(given: unknown): readonly string[] {
  if (given === undefined) return classicScopes
  const scopes = asList(given, 'scopes').map(one => asText(one, 'scopes'))
  const unknown = scopes.filter(scope => !classicScopes.includes(scope))
  if (unknown.length > 0) throw invalid('scopes', ...unknown.map(scope => `unknown scope ${scope}`))
  return [...new Set(scopes)]
}

/** Quirk: one module may stand without the list around it. */
function asLinkers(given: unknown): readonly Linker[] {
  if (given === undefined) return []
  const all = Array.isArray(given) ? given : [given]
  if (all.length > MOST_LINKERS) throw invalid('modules.linkers', `at most ${MOST_LINKERS}`)
  const linkers = all.map(one => {
    const { key, name } = asObject(one, 'modules.linkers')
    const shown = name !== null && typeof name === 'object' ? (name as Json).value : name
    return { key: asKey(key, 'modules.linkers.key'), name: typeof shown === 'string' ? shown.slice(0, 255) : null }
  })
  if (new Set(linkers.map(one => one.key)).size < linkers.length) throw invalid('modules.linkers', 'a key stands twice')
  return linkers
}

/** A path, or an address that begins with the base address; never one of somebody else. */
function asPath(given: unknown, moment: Moment, baseUrl: string): string {
  const field = `lifecycle.${moment}`
  const text = asText(given, field)
  const whole = text.startsWith('/') && !text.startsWith('//') ? baseUrl + text : text
  const address = asAddress(whole, field)
  if (!address?.startsWith(`${baseUrl}/`)) throw invalid(field, 'not a path below baseUrl')
  return address.slice(baseUrl.length)
}

function asKey(given: unknown, field: string): string {
  const key = asText(given, field)
  if (!KEY.test(key)) throw invalid(field, 'at most 80 letters, digits, dots, dashes and underscores')
  return key
}

function asText(given: unknown, field: string): string {
  if (typeof given !== 'string') throw invalid(field, given === undefined ? 'required key not provided' : 'not a text')
  if (given.includes('\0') || !given.isWellFormed()) throw invalid(field, 'holds a character that is not text')
  return given
}

function asList(given: unknown, field: string): readonly unknown[] {
  if (!Array.isArray(given) || given.length > 100) throw invalid(field, 'not a list')
  return given
}

function asObject(given: unknown, field: string): Json {
  if (given === null || typeof given !== 'object' || Array.isArray(given))
    throw invalid(field || 'descriptor', 'not an object')
  return given as Json
}
