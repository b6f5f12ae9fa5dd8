import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** A security key made of software, for tests: it signs what it is asked, wherever it is told that it is. */
export interface SoftKey {
  /** What a browser sends of it when it is registered. */
  register(options: string, at?: Partial<At>): string
  /** What a browser sends of it when it is used; it counts one further, or to what it is told. */
  prove(options: string, at?: Partial<At>): string
}

/** Where the key is used, and what it says of itself. */
export interface At {
  origin: string
  counter: number
  /** In place of the one that it is asked. */
  challenge: string
}

const IS_PRESENT = 0x01
const HAS_CREDENTIAL = 0x40

export function softKey(origin: string): SoftKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(32)
  let counter = 0
  const clientData = (type: string, options: { challenge: string }, at: Partial<At>) =>
    Buffer.from(JSON.stringify({ type, origin, crossOrigin: false, challenge: options.challenge, ...said(at) }))
  const sent = (response: Record<string, unknown>) =>
    JSON.stringify({ id: text(id), rawId: text(id), type: 'public-key', response, clientExtensionResults: {} })
  return {
    register(asked, at = {}) {
      const options = JSON.parse(asked) as { challenge: string; rp: { id: string } }
      const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, coseOf(publicKey)])
      const data = Buffer.concat([head(options.rp.id, IS_PRESENT | HAS_CREDENTIAL, at.counter ?? counter), credential])
      const attestation = Buffer.concat([
        Buffer.from([0xa3]),
        ...[word('fmt'), word('none'), word('attStmt'), Buffer.from([0xa0]), word('authData'), bytes(data)],
      ])
      return sent({
        clientDataJSON: text(clientData('webauthn.create', options, at)),
        attestationObject: text(attestation),
      })
    },
    prove(asked, at = {}) {
      const options = JSON.parse(asked) as { challenge: string; rpId: string }
      counter = at.counter ?? counter + 1
      const data = head(options.rpId, IS_PRESENT, counter)
      const client = clientData('webauthn.get', options, at)
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), privateKey)
      return sent({ clientDataJSON: text(client), authenticatorData: text(data), signature: text(signature) })
    },
  }
}

const said = ({ origin, challenge }: Partial<At>) => ({ ...(origin && { origin }), ...(challenge && { challenge }) })
const text = (bytes: Buffer): string => bytes.toString('base64url')
const sha256 = (bytes: Buffer | string): Buffer => createHash('sha256').update(bytes).digest()

function head(host: string, flags: number, counter: number): Buffer {
  const rest = Buffer.alloc(5)
  rest.writeUInt8(flags, 0)
  rest.writeUInt32BE(counter, 1)
  return Buffer.concat([sha256(host), rest])
}

/** CBOR, as far as it is needed here. */
const word = (of: string): Buffer => Buffer.concat([Buffer.from([0x60 + of.length]), Buffer.from(of)])
const bytes = (of: Buffer): Buffer => Buffer.concat([Buffer.from([0x59, of.length >> 8, of.length & 0xff]), of])

/** COSE of an ES256 key: kty 2, alg -7, crv 1, x, y. */
function coseOf(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  const number = (of: string) => Buffer.concat([Buffer.from([0x58, 32]), Buffer.from(of, 'base64url')])
  const start = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21])
  return Buffer.concat([start, number(x), Buffer.from([0x22]), number(y)])
}
