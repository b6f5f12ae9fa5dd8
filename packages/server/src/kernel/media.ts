import { Mime } from 'mime'
import others from 'mime/types/other.js'
import standard from 'mime/types/standard.js'

/** Source code whose endings also belong to films, keynotes and programs. */
const SOURCE_CODE = {
  'text/x-typescript': ['ts', 'tsx', 'mts', 'cts'],
  'text/x-python': ['py', 'pyi'],
  'text/x-go': ['go'],
  'text/x-ruby': ['rb'],
  'text/x-perl': ['pl', 'pm'],
  'text/x-bat': ['bat', 'cmd'],
  'text/x-rust': ['rs'],
}
const library = new Mime(standard, others).define(SOURCE_CODE, true)

const TEXT =
  /^text\/|^message\/|\+(json|xml)$|^application\/([\w.-]*(json|xml|javascript|ecmascript|yaml|toml|sql|tex|dart|php|csh|tcl|pem-file|x509-ca-cert)|x-sh|rtf|postscript|mbox|node)$/

/** What the ending of a name says; null where it says nothing. */
export const mediaTypeOf = (path: string): string | null => library.getType(path)

export const isText = (type: string): boolean => TEXT.test(type)

/** As which bytes may be served: whatever a browser could read as a page or a program is plain text. */
export function servedAs(path: string): string {
  const type = mediaTypeOf(path)
  return type === null || isText(type) ? 'text/plain' : type
}
