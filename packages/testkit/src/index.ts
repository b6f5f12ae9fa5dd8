export { type Answered, type Caller, caller } from './caller.ts'
export { openTestForge } from './forge.ts'
export { listen } from './listen.ts'
export { openVillage, type Village } from './village.ts'
