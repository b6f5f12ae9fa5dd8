export { type Destination, type Opening, type States, type Table, Unusable } from './destination.ts'
