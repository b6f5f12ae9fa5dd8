/** A shard: how much text is in it, and how much of that some file still has. */
export interface Layer {
  id: number
  size: number
  live: number
}

/** About as much text, in letters, as one shard holds. */
export const FULL = 32 << 20
/** So many of about one size become one. */
const TOGETHER = 8
/** Each size is so many times the one before. */
const STEP = 4
const SMALLEST = 16 << 10
/** What is small is not worth writing again for what it could be without. */
const WORTHWHILE = 1 << 20

/** The layers to put together next, or to write again without what nobody has any more; none when all is well. */
export function layersToMerge(layers: readonly Layer[]): Layer[] {
  const wasteful = layers.find(({ size, live }) => size >= WORTHWHILE && live < size / 2)
  if (wasteful) return [wasteful]
  const ofOneSize = [...Map.groupBy(layers, sizeOf)].sort(([a], [b]) => a - b).map(([, some]) => some)
  const many = ofOneSize.find(some => some.length >= TOGETHER && some.every(({ live }) => live <= FULL / 2))
  return many ? upTo(FULL, many) : []
}

const sizeOf = ({ live }: Layer): number => Math.max(0, Math.ceil(Math.log(live / SMALLEST) / Math.log(STEP)))

function upTo(most: number, layers: readonly Layer[]): Layer[] {
  const chosen: Layer[] = []
  let sum = 0
  for (const layer of layers) {
    if (chosen.length >= 2 && sum + layer.live > most) break
    chosen.push(layer)
    sum += layer.live
  }
  return chosen
}
