/** Whether a branch has this name, or one that the pattern gives: `*` stands for any characters, `?` for one. */
export function isBranchNamed(name: string, pattern: string): boolean {
  let [at, inPattern, star, resume] = [0, 0, -1, 0]
  while (at < name.length) {
    if (inPattern < pattern.length && pattern[inPattern] === '*') {
      star = inPattern++
      resume = at
    } else if (inPattern < pattern.length && (pattern[inPattern] === '?' || pattern[inPattern] === name[at])) {
      at++
      inPattern++
    } else if (star >= 0) {
      inPattern = star + 1
      at = ++resume
    } else return false
  }
  while (pattern[inPattern] === '*') inPattern++
  return inPattern === pattern.length
}
