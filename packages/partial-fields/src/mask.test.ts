import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from '@pail/failures'
import { type Level, MAX_DEPTH, MAX_ENTRIES, MAX_LENGTH, type Mask, parseFields } from './index.ts'

/** A member: its level, and what it embeds. Views point at each other, as repositories and their parents do. */
type View = Record<string, [Level] | [Level, () => View]>

const account: View = { uuid: ['condensed'], links: ['condensed', () => links], created_on: ['full'] }
const links: View = { self: ['condensed'], html: ['condensed'] }
const repository: View = {
  uuid: ['condensed'],
  links: ['condensed', () => links],
  owner: ['listed', () => account],
  parent: ['full', () => repository],
  watchers: ['on request', () => account],
}
const page: View = { size: ['full'], next: ['full'], values: ['full', () => repository] }

function shown(view: View, mask: Mask): unknown {
  const members = Object.entries(view).filter(([name, [level]]) => mask.wants(name, level))
  return Object.fromEntries(
    members.map(([name, [, embedded]]) => [
      name,
      embedded ? shown(embedded(), mask.under(name, view === page ? 'listed' : undefined)) : 1,
    ]),
  )
}

const ofPage = (text: string | null) => shown(page, parseFields(text, 'full'))
const ofRepository = (text: string | null) => shown(repository, parseFields(text, 'full'))

const bothLinks = { self: 1, html: 1 }
const condensedRepository = { uuid: 1, links: bothLinks }
const condensedAccount = { uuid: 1, links: bothLinks }
const listedRepository = { ...condensedRepository, owner: condensedAccount }
const fullRepository = { ...listedRepository, parent: condensedRepository }

test('length, entries, depth and stars have limits', () => {
  assert.throws(() => parseFields('a'.repeat(MAX_LENGTH + 1), 'full'), Invalid)
  assert.throws(() => parseFields(Array.from({ length: MAX_ENTRIES + 1 }, (_, i) => `a${i}`).join(), 'full'), Invalid)
  assert.throws(
    () =>
      parseFields(
        Array(MAX_DEPTH + 1)
          .fill('parent')
          .join('.'),
        'full',
      ),
    Invalid,
  )
  assert.throws(() => parseFields('*.*.*.*.*', 'full'), { message: 'Invalid fields' })
})

test('nothing asked shows each object at its usual level', () => {
  assert.deepEqual(ofRepository(null), fullRepository)
  assert.deepEqual(ofRepository(''), fullRepository)
  assert.deepEqual(ofPage(null), { size: 1, next: 1, values: listedRepository })
})

test('a bare entry shows nothing but what is named', () => {
  assert.deepEqual(ofRepository('uuid'), { uuid: 1 })
  assert.deepEqual(ofRepository('uuid,links.self'), { uuid: 1, links: { self: 1 } })
  assert.deepEqual(ofPage('values.uuid'), { values: { uuid: 1 } })
  assert.deepEqual(ofPage('next,values.owner.uuid'), { next: 1, values: { owner: { uuid: 1 } } })
})

test('a name alone gives the usual form of what stands there', () => {
  assert.deepEqual(ofRepository('parent'), { parent: condensedRepository })
  assert.deepEqual(ofRepository('watchers'), { watchers: condensedAccount })
  assert.deepEqual(ofPage('values'), { values: listedRepository })
})

test('unknown names are ignored, and alone leave nothing', () => {
  assert.deepEqual(ofRepository('uuid,nonsense,links.nonsense'), { uuid: 1, links: {} })
  assert.deepEqual(ofRepository('nonsense'), {})
  assert.deepEqual(ofRepository('__proto__,constructor.prototype'), {})
})

test('a minus drops', () => {
  assert.deepEqual(ofRepository('-links,-parent.links'), { uuid: 1, owner: condensedAccount, parent: { uuid: 1 } })
  assert.deepEqual(ofPage('-values.links,-size'), { next: 1, values: { uuid: 1, owner: condensedAccount } })
})

test('dropping every member leaves the empty object, dropping the object leaves no key', () => {
  assert.deepEqual(ofRepository('-links.*'), { ...fullRepository, links: {} })
  assert.deepEqual(ofRepository('-*'), {})
})

test('a plus adds to the usual form, through embedded objects to any depth', () => {
  assert.deepEqual(ofRepository('+watchers'), { ...fullRepository, watchers: condensedAccount })
  assert.deepEqual(ofRepository('+owner.created_on'), {
    ...fullRepository,
    owner: { ...condensedAccount, created_on: 1 },
  })
  assert.deepEqual(ofRepository('+parent.parent.owner.created_on'), {
    ...fullRepository,
    parent: {
      ...condensedRepository,
      parent: { ...condensedRepository, owner: { ...condensedAccount, created_on: 1 } },
    },
  })
})

test('a plus that became a space in the URL names nothing', () => {
  assert.deepEqual(ofRepository(' watchers'), {})
})

test('signs apply from left to right, after the bare entries', () => {
  assert.deepEqual(ofRepository('-*,+uuid,+links.self'), { uuid: 1, links: { self: 1 } })
  assert.deepEqual(ofRepository('+uuid,-*'), {})
  assert.deepEqual(ofRepository('-links,links'), {})
  assert.deepEqual(ofRepository('-links,+links.self'), { ...fullRepository, links: { self: 1 } })
  assert.deepEqual(ofRepository('uuid,+links,-links.self'), { uuid: 1, links: { html: 1 } })
})

test('a star is every member of its one level, those on request too', () => {
  assert.deepEqual(ofRepository('*'), { ...fullRepository, watchers: condensedAccount })
  assert.deepEqual(ofRepository('*.self'), { uuid: 1, links: { self: 1 }, owner: {}, parent: {}, watchers: {} })
  assert.deepEqual(ofPage('+values.*'), { size: 1, next: 1, values: { ...fullRepository, watchers: condensedAccount } })
  assert.deepEqual(ofRepository('*,-*.links'), {
    ...fullRepository,
    owner: { uuid: 1 },
    parent: { uuid: 1 },
    watchers: { uuid: 1 },
  })
})

test('stars of four levels end, though the views go on for ever', () => {
  const size = JSON.stringify(ofRepository('*.*.*.*')).length
  assert.ok(size > 500 && size < 20_000)
})

test('a mask of which nothing was asked says so, and so do the masks under it', () => {
  const mask = parseFields(null, 'full')
  assert.equal(mask.plain, 'full')
  assert.equal(mask.under('values', 'listed').plain, 'listed')
  assert.equal(mask.under('owner'), parseFields('', 'condensed'))
})

test('asking for one thing leaves the others plain', () => {
  const mask = parseFields('+owner.created_on', 'full')
  assert.equal(mask.plain, null)
  assert.equal(mask.under('owner').plain, null)
  assert.equal(mask.under('parent').plain, 'condensed')
})

test('the things on a page share one mask', () => {
  const mask = parseFields('values.owner.uuid', 'full')
  assert.equal(mask.under('values', 'listed'), mask.under('values', 'listed'))
})
