import { invalid } from '@pail/failures'
import type { FileMode } from '@pail/git-node'
import { malformed, type Part } from '../../../kernel/multipart.ts'
import { parametersIn } from '../../../kernel/parameters.ts'

/** What the headers of a part say about its content. */
export interface Disposition {
  name: string
  /** It came with the name of a file, so that it is one whatever it is called. */
  isFile: boolean
  mode: FileMode
}

const MODES: Readonly<Record<string, FileMode>> = { executable: '100755', link: '120000' }

export function dispositionOf({ headers }: Part): Disposition {
  const parameters = parametersIn(headers.get('content-disposition'))
  const name = parameters.get('name') ?? headers.get('content-id')?.replaceAll(/^[<"]+|[>"]+$/g, '')
  if (name === undefined) throw malformed('A part has neither a name nor a Content-ID.')
  refuseEncoding(name, headers.get('content-transfer-encoding') ?? 'binary')
  const isFile = parameters.has('filename') || parameters.has('filename*')
  return { name, isFile, mode: modeOf(name, parameters.get('x-attributes')) }
}

/** Bodies of forms are sent as they are; another encoding would end up in the file. */
function refuseEncoding(name: string, encoding: string): void {
  if (!/^(7bit|8bit|binary)$/i.test(encoding)) throw invalid(name, `the transfer encoding ${encoding} is not read here`)
}

function modeOf(name: string, attribute = ''): FileMode {
  if (attribute === '') return '100644'
  const mode = Object.hasOwn(MODES, attribute.toLowerCase()) ? MODES[attribute.toLowerCase()] : undefined
  if (mode) return mode
  throw invalid(name, 'x-attributes is executable or link')
}
