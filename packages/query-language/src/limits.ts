/** The longest `q=` or `sort=` that is read, in UTF-16 units. */
export const MAX_LENGTH = 4096
/** How deep parentheses may nest. */
export const MAX_DEPTH = 30
/** How many comparisons one query may hold. */
export const MAX_TERMS = 200
/** How many values one list may hold. Quirk: the reference refuses more than 90 addresses. */
export const MAX_LIST = 90
