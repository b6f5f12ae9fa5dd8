/** How often somebody asked for one kind of things, as far as processes took calls off what all share. */
export interface RateWindowRow {
  /** The kind, a space, and whose calls they are. */
  name: string
  /** Milliseconds since 1970. */
  start: number
  taken: number
  /** In the hour before `start`. */
  before: number
}
