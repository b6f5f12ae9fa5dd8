const BLOCK = 512
/** Where the fields of a header stand: offset and length in bytes. */
const FIELD = {
  name: [0, 100],
  mode: [100, 8],
  owner: [108, 8],
  group: [116, 8],
  size: [124, 12],
  time: [136, 12],
  sum: [148, 8],
  type: [156, 1],
  magic: [257, 8],
} as const

/** The bytes of one file in a tar archive (POSIX.1-1988); the name has at most 100 characters, all of them ASCII. */
export function tarEntry(name: string, content: Buffer): Buffer {
  const rest = content.length % BLOCK
  return Buffer.concat([header(name, content.length), content, Buffer.alloc(rest === 0 ? 0 : BLOCK - rest)])
}

/** What an archive ends with. */
export const TAR_END = Buffer.alloc(2 * BLOCK)

function header(name: string, size: number): Buffer {
  const block = Buffer.alloc(BLOCK)
  const put = ([at]: readonly [number, number], text: string) => block.write(text, at, 'latin1')
  const octal = (field: readonly [number, number], value: number) =>
    put(field, value.toString(8).padStart(field[1] - 1, '0'))
  put(FIELD.name, name)
  octal(FIELD.mode, 0o644)
  octal(FIELD.owner, 0)
  octal(FIELD.group, 0)
  octal(FIELD.size, size)
  octal(FIELD.time, 0)
  put(FIELD.type, '0')
  put(FIELD.magic, 'ustar\x0000')
  block.fill(' ', FIELD.sum[0], FIELD.sum[0] + FIELD.sum[1])
  const sum = block.reduce((total, byte) => total + byte, 0)
  put(FIELD.sum, `${sum.toString(8).padStart(6, '0')}\0 `)
  return block
}
