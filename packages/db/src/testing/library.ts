import type { Kysely } from 'kysely'
import type { Migration } from '../migrate.ts'

/** A small schema for the tests of this package. */
export interface Library {
  books: Book
  readers: { book: number; name: string | null }
}

export interface Book {
  id: number
  title: string
  author: string | null
  shelf: string
  lent: 0 | 1
  bought_on: string
  pages: number | null
}

export const library: Record<string, Migration> = {
  '0001-books': {
    async up(db) {
      await db.schema
        .createTable('books')
        .addColumn('id', 'integer', column => column.primaryKey())
        .addColumn('title', 'text', column => column.notNull().unique())
        .addColumn('author', 'text')
        .addColumn('shelf', 'text', column => column.notNull())
        .addColumn('lent', 'integer', column => column.notNull())
        .addColumn('bought_on', 'text', column => column.notNull())
        .addColumn('pages', 'bigint')
        .execute()
      await db.schema.createIndex('books_by_date').on('books').columns(['bought_on', 'id']).execute()
      await db.schema.createIndex('books_by_pages').on('books').columns(['pages', 'id']).execute()
    },
  },
  '0002-readers': {
    async up(db) {
      await db.schema
        .createTable('readers')
        .addColumn('book', 'integer', column => column.notNull().references('books.id'))
        .addColumn('name', 'text')
        .execute()
      await db.schema.createIndex('readers_by_book').on('readers').columns(['book', 'name']).execute()
    },
  },
}

export const book = (id: number, title: string, rest: Partial<Book> = {}): Book => ({
  id,
  title,
  author: null,
  shelf: 'low',
  lent: 0,
  bought_on: `2026-01-${String(id).padStart(2, '0')}T00:00:00.000Z`,
  pages: null,
  ...rest,
})

export const add = (db: Kysely<Library>, ...books: Book[]) => db.insertInto('books').values(books).execute()
