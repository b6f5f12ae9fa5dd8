/**
 * One request, as a carrier sends it. `Sent` is what stands for the content of a file where it comes from: a blob, the
 * name of a binary property, whatever the carrier reads. This core never looks into it.
 */
export interface Ask<Sent> {
  method: 'GET' | 'POST' | 'DELETE'
  /** The whole address. */
  url: string
  /** Whether the credential goes along; it does not where somebody else has led us to. */
  isOurs: boolean
  /** Sent as multipart/form-data, each as a part named `files`. */
  files?: readonly GivenFile<Sent>[]
  /** Whether a successful answer is a file, or text to be read here. */
  takes: 'text' | 'file'
}

export interface GivenFile<Sent> {
  file_name: string
  file: Sent
}

/** What came back, whatever its status. `Taken` stands for the content of a file where it goes to. */
export interface Heard<Taken> {
  status: number
  /** The reason phrase; where there is none, the usual one of the status is told. */
  reason?: string
  /** Names in lower case; several of one name joined by `, `. */
  headers: Readonly<Record<string, string>>
  /** The body, where a text was asked for or the status tells of no success. */
  text?: string
  /** The body, where a file was asked for and came. */
  content?: Taken
}

/** Sends one request and follows redirects: see `following` for carriers whose own transport does not do so by our rules. */
export type Send<Sent, Taken> = (ask: Ask<Sent>) => Promise<Heard<Taken>>
