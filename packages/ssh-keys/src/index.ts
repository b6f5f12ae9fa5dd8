export { keyObject, type Material, materialOf } from './material.ts'
export { parsePublicKey } from './parse.ts'
export { fingerprintOf, keyFrom, lineOf, type NamedKey, oldFingerprintOf, type PublicKey } from './public-key.ts'
export { parseSignature, type SshSignature } from './signature.ts'
