import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { round } from './rounds.ts'

/** One measurement beside the goal it is held to. */
export interface Row {
  what: string
  ours: string
  /** The peer of the same run, or what the figure is compared with. */
  against: string
  /** Ours to theirs, where there is a peer. */
  ratio?: number
  goal: string
  met: boolean
  note?: string
}

/** A part of the table that could not be measured, and why. */
export interface Skipped {
  what: string
  skipped: string
}

export type Finding = Row | Skipped

export function print(findings: readonly Finding[]): void {
  for (const finding of findings) console.log(lineOf(finding))
}

const lineOf = (finding: Finding): string =>
  'skipped' in finding
    ? `  –   ${finding.what}: not measured, ${finding.skipped}`
    : `${finding.met ? 'met ' : 'MISS'}  ${finding.what}\n      ${finding.ours}  against  ${finding.against}${ratioOf(finding)}   goal ${finding.goal}${finding.note ? `\n      ${finding.note}` : ''}`

const ratioOf = ({ ratio }: Row) => (ratio === undefined ? '' : `  =  ${round(ratio)}x`)

/** Keeps the figures in the repository, with what they were measured on. */
export function keep(findings: readonly Finding[]): void {
  const folder = join(import.meta.dirname, 'results')
  mkdirSync(folder, { recursive: true })
  const machine = {
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    git: execFileSync('git', ['--version'], { encoding: 'utf8' }).trim(),
  }
  const date = new Date().toISOString().slice(0, 10)
  writeFileSync(join(folder, 'latest.json'), `${JSON.stringify({ date, machine, findings }, null, 2)}\n`)
  writeFileSync(join(folder, `${date}.md`), markdown(date, machine, findings))
}

function markdown(date: string, machine: Record<string, unknown>, findings: readonly Finding[]): string {
  const rows = findings.map(finding =>
    'skipped' in finding
      ? `| ${finding.what} | not measured: ${finding.skipped} | | | | |`
      : `| ${finding.what} | ${finding.ours} | ${finding.against} | ${finding.ratio === undefined ? '' : `${round(finding.ratio)}x`} | ${finding.goal} | ${finding.met ? 'met' : 'missed'}${finding.note ? `: ${finding.note}` : ''} |`,
  )
  const facts = Object.entries(machine).map(([name, value]) => `${name} ${value}`)
  return `# ${date}\n\n${facts.join(', ')}. The load comes from the same machine.\n\n| what | Pail | against | ratio | goal | |\n|---|---|---|---|---|---|\n${rows.join('\n')}\n`
}
