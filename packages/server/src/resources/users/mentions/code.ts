const FENCE = /^(?:`{3,}(?!`)|~{3,}(?!~))/
const RUN = /`+/g

/**
 * A text without what is code in it: blocks between fences, and spans between two runs of as many backticks. The time
 * it takes grows with the length alone, whatever the marks.
 */
export function withoutCode(text: string): string {
  const said: string[] = []
  let paragraph: string[] = []
  const endParagraph = () => {
    said.push(withoutSpans(paragraph.join('\n')))
    paragraph = []
  }
  let fence: string | undefined
  for (const line of text.split('\n')) {
    if (fence !== undefined) fence = line.startsWith(fence) ? undefined : fence
    else {
      fence = FENCE.exec(line)?.[0]
      if (fence !== undefined || line.trim() === '') endParagraph()
      else paragraph.push(line)
    }
  }
  endParagraph()
  return said.join('\n')
}

function withoutSpans(text: string): string {
  const runs = [...text.matchAll(RUN)]
  const ends = endsOf(runs.map(([run]) => run.length))
  const said: string[] = []
  let from = 0
  for (let at = 0; at < runs.length; at++) {
    const end = ends[at]
    if (end === undefined) continue
    said.push(text.slice(from, runs[at]!.index))
    from = runs[end]!.index + runs[end]![0].length
    at = end
  }
  return [...said, text.slice(from)].join(' ')
}

/** Of each run the next one that is as long, if there is one. */
function endsOf(lengths: readonly number[]): (number | undefined)[] {
  const next = new Map<number, number>()
  const ends: (number | undefined)[] = []
  for (let at = lengths.length - 1; at >= 0; at--) {
    ends[at] = next.get(lengths[at]!)
    next.set(lengths[at]!, at)
  }
  return ends
}
