/** Bytes that come. */
export interface Download {
  /** As the server names them; undefined where it does not. */
  name: string | undefined
  /** How many there will be, where that is known before. */
  size: number | undefined
  type: string
  stream: ReadableStream<Uint8Array<ArrayBuffer>>
  response: Response
}

export function downloadOf(response: Response): Download {
  const { headers } = response
  const length = headers.get('content-length')
  return {
    name: nameIn(headers.get('content-disposition') ?? ''),
    // What is compressed on its way has another length.
    size: length !== null && !headers.has('content-encoding') ? Number(length) : undefined,
    type: headers.get('content-type') ?? 'application/octet-stream',
    stream: response.body ?? new Blob([]).stream(),
    response,
  }
}

/** The file name of a `Content-Disposition`: the encoded form goes before the plain one. A path is cut to its last part. */
export function nameIn(disposition: string): string | undefined {
  const encoded = /;\s*filename\*\s*=\s*UTF-8''([^;\s]+)/i.exec(disposition)?.[1]
  const quoted = /;\s*filename\s*=\s*"((?:[^"\\]|\\.)*)"/i.exec(disposition)?.[1]?.replaceAll(/\\(.)/g, '$1')
  const plain = /;\s*filename\s*=\s*([^";\s]+)/i.exec(disposition)?.[1]
  const name = (encoded === undefined ? undefined : decoded(encoded)) ?? quoted ?? plain
  const last = name?.split(/[/\\]/).at(-1)
  return last === '' || last === '.' || last === '..' ? undefined : last
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
