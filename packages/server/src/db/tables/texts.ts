/**
 * What something is found by, written by triggers from what it is made of and never by hand; its view `…_now` says what
 * it should be. Backups go without it.
 */
export interface TextsRow {
  /** The higher, the later they were written. */
  id: number
  /** Of what is found. */
  uuid: string
  /** What it is called, each on a line with an empty one before and behind. */
  names: string
  /** What a word of it begins with is a name by: two spaces before each. */
  words: string
  rest: string
}

/** Tables and views that follow from the others. */
export interface Derived {
  repository_texts: TextsRow
  repository_texts_now: Omit<TextsRow, 'id'>
  pull_request_texts: TextsRow
  pull_request_texts_now: Omit<TextsRow, 'id'>
  user_texts: TextsRow
  user_texts_now: Omit<TextsRow, 'id'>
}
