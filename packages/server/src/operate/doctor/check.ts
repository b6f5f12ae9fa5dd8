import type { Config } from '../../config.ts'
import type { Machines } from '../machines.ts'

/** One thing that is not as it should be, and how to mend it. */
export interface Fault {
  /** What is wrong, with the name of the thing. */
  about: string
  /** What a person can do about it. */
  mend: string
  /** What `--fix` does; absent where that could lose something. */
  fix?: () => Promise<void>
}

/** What the checks look at. */
export interface Patient extends Machines {
  config: Config
  say(line: string): void
}

/** One kind of fault that is looked for. */
export interface Check {
  name: string
  look(patient: Patient): Promise<Fault[]>
}

/** A Pail that is serving changes things while they are compared: what is still wrong later is wrong. */
const SECOND_LOOK_MS = 1500

/** Looks again at what seems wrong while a Pail is serving. */
export async function confirmed(patient: Patient, look: () => Promise<Fault[]>): Promise<Fault[]> {
  const first = await look()
  if (first.length === 0 || !patient.serving) return first
  await new Promise(resolve => setTimeout(resolve, SECOND_LOOK_MS))
  const seen = new Set(first.map(({ about }) => about))
  return (await look()).filter(({ about }) => seen.has(about))
}
