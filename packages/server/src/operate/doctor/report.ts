import type { Report } from './doctor.ts'

/** For a person a line for each check and each fault; for a program the report as it is. */
export function printReport(report: Report, asJson: boolean): void {
  process.stdout.write(asJson ? `${JSON.stringify(report)}\n` : textOf(report))
}

export function textOf({ checks }: Report): string {
  const lines = checks.flatMap(({ name, faults }) => [
    `${faults.length === 0 ? 'good ' : faults.every(({ mended }) => mended) ? 'fixed' : 'FAULT'}  ${name}`,
    ...faults.flatMap(({ about, mend, mended }) => [`         ${about}`, ...(mended ? [] : [`           -> ${mend}`])]),
  ])
  const left = checks.flatMap(({ faults }) => faults.filter(({ mended }) => !mended)).length
  const last = left === 0 ? 'Nothing is wrong.' : left === 1 ? 'One fault is left.' : `${left} faults are left.`
  return [...lines, last, ''].join('\n')
}
