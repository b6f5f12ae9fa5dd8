export { type AllowList, areAllowed, names, readAllowList } from './allow-list.ts'
export { type Kind, Unsent } from './failure.ts'
export { type Machine, type Outbound, openOutbound, type Reply, type Sending } from './outbound.ts'
