export { parsePublicKey } from './parse.ts'
export { fingerprintOf, keyFrom, lineOf, type NamedKey, oldFingerprintOf, type PublicKey } from './public-key.ts'
