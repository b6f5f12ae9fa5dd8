export { type Command, type OpenNode, openNode } from './open-node.ts'
export { processesOn } from './processes.ts'
