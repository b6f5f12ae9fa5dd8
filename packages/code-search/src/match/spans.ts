/** Stretches of a text, as starts and ends in turn: [start, end, start, end, …], in order. */
export type Spans = number[]

/** All stretches of several lists in order, those that overlap as one. */
export function unite(lists: readonly Spans[]): Spans {
  const filled = lists.filter(spans => spans.length > 0)
  if (filled.length < 2) return filled[0] ?? []
  const pairs = filled.flatMap(pairsOf).sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const united: Spans = []
  for (const [start, end] of pairs) {
    const last = united.length - 1
    if (last > 0 && start < united[last]!) united[last] = Math.max(united[last]!, end)
    else united.push(start, end)
  }
  return united
}

/** The stretches as pairs of start and end. */
export function pairsOf(spans: Spans): [number, number][] {
  return Array.from({ length: spans.length / 2 }, (_, at) => [spans[2 * at]!, spans[2 * at + 1]!])
}
