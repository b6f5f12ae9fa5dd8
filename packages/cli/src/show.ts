import Table from 'cli-table3'

/** A value as a cell shows it. */
type Cell = string | number | boolean | null | undefined

/** One column: its heading and what stands in it. */
export type Column<T> = readonly [heading: string, read: (thing: T) => Cell]

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
}

/** A table for people, or with `--json` the things as the server told them. */
export function showAll<T extends object>(things: readonly T[], columns: readonly Column<T>[], json: boolean): void {
  if (json) {
    print(JSON.stringify(things, null, 2))
    return
  }
  const table = new Table({
    head: columns.map(([heading]) => heading.toUpperCase()),
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  })
  table.push(...things.map(thing => columns.map(([, read]) => cell(read(thing)))))
  print(trimmed(table.toString()))
}

/** One thing: a line for each of its facts. */
export function showOne<T extends object>(thing: T, columns: readonly Column<T>[], json: boolean): void {
  if (json) {
    print(JSON.stringify(thing, null, 2))
    return
  }
  const width = Math.max(...columns.map(([heading]) => heading.length))
  print(columns.map(([heading, read]) => `${heading.padEnd(width)}  ${cell(read(thing))}`.trimEnd()).join('\n'))
}

/** What was done, where there is nothing to show. */
export function tell(line: string, json: boolean, facts: object = {}): void {
  print(json ? JSON.stringify(facts, null, 2) : line)
}

function cell(value: Cell): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  // What others have written must not steer the terminal.
  return String(value).replaceAll(/[\x00-\x1f\x7f-\x9f]/g, ' ')
}

/** `2026-11-21T02:24:38.123000+00:00` without what nobody reads. */
export const day = (time: string | null | undefined): string => time?.slice(0, 16).replace('T', ' ') ?? ''

/** With a unit, in two or three digits. */
export function bytes(count: number | null | undefined): string {
  if (count === null || count === undefined) return ''
  const power = count < 1024 ? 0 : Math.min(4, Math.floor(Math.log2(count) / 10))
  const number = count / 1024 ** power
  return `${number.toFixed(power === 0 || number >= 100 ? 0 : 1)} ${['B', 'KB', 'MB', 'GB', 'TB'][power]}`
}

const trimmed = (text: string): string => text.replaceAll(/ +$/gm, '')
const print = (text: string): void => void process.stdout.write(`${text}\n`)
