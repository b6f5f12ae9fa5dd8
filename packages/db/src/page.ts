export interface PageRequest {
  /** The first page is 1. */
  page: number
  pagelen: number
  /** Where an iterator-style list goes on: the `next` of the page before. */
  token?: string
}

export interface Page<T> {
  values: T[]
  pagelen: number
  page?: number
  /** How many there are on all pages. */
  size?: number
  /** The token of the page after this one, of a list that is not numbered. */
  next?: string
}
