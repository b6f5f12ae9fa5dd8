import type { Table } from './destination.ts'
import type { Row } from './rows.ts'
import { isoOf } from './timestamps.ts'

/** Rows as the JSON text that PostgreSQL reads them from: an array of objects with the members `c0`, `c1` and so on. */
export function jsonRows(rows: readonly Row[], { columns }: Table): string {
  const isJson = [...columns.map(({ kind }) => kind === 'json'), true]
  const object = (row: Row) => `{${row.map((cell, at) => `"c${at}":${text(cell, isJson[at]!)}`).join(',')}}`
  return safeJson(`[${rows.map(object).join(',')}]`)
}

function text(cell: Row[number], isJson: boolean): string {
  if (typeof cell === 'bigint') return `"${isoOf(cell)}"`
  return isJson && cell !== null ? String(cell) : JSON.stringify(cell)
}

const UNKEPT = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g

/** PostgreSQL keeps neither the character 0 nor halves of characters; both become the replacement character. */
export const safeJson = (json: string): string => (json.includes('\\u') ? json.replaceAll(UNKEPT, '$1\\ufffd') : json)
