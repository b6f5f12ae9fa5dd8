import { findZoekt } from '../programs.ts'

/** Whether Zoekt is here. Where it is not, its tests are left out, and a line says so: no package of a distribution has it. */
export function hasZoekt(): boolean {
  try {
    findZoekt()
    return true
  } catch (error) {
    console.log(`left out: code search on Zoekt. ${(error as Error).message}`)
    return false
  }
}
