/** How many matches of one term are found in one text at most. */
export const MOST_MATCHES = 1000
/** How many lines with matches one file shows at most. */
export const MOST_LINES = 50
/** In how many groups it shows them at most. */
export const MOST_GROUPS = 10
/** How much of a line is shown, in UTF-16 units: of a longer one the part around its first match. */
export const LONGEST_SHOWN = 500
