import { Numbers } from './numbers.ts'

/** A branch that is there as a whole. */
export interface Branch {
  id: number
  repository: string
  name: string
  commit: string
  isMain: boolean
}

/**
 * The files of all branches in memory, as numbers: about 20 bytes each. A file has a place, and what is removed leaves
 * its place empty until all is loaded again.
 */
export class FileTable {
  /** One more than the last place; the first is 1. */
  size = 1
  live = 0
  private readonly branches = new Numbers()
  private readonly paths = new Numbers()
  private readonly contents = new Numbers()
  private readonly firstOfPath = new Numbers()
  private readonly nextOfPath = new Numbers()
  private readonly firstOfContent = new Numbers()
  private readonly nextOfContent = new Numbers()

  add(branch: number, path: number, content: number): void {
    const place = this.size++
    this.live++
    this.branches.set(place, branch)
    this.paths.set(place, path)
    this.contents.set(place, content)
    this.nextOfPath.set(place, this.firstOfPath.get(path))
    this.firstOfPath.set(path, place)
    this.nextOfContent.set(place, this.firstOfContent.get(content))
    this.firstOfContent.set(content, place)
  }

  remove(branch: number, path: number): void {
    this.eachOfPath(path, place => {
      if (this.branches.get(place) !== branch) return
      this.branches.set(place, 0)
      this.live--
    })
  }

  /** The branch of a file, or 0 where there is no file any more. */
  branchOf(place: number): number {
    return this.branches.get(place)
  }

  pathOf(place: number): number {
    return this.paths.get(place)
  }

  contentOf(place: number): number {
    return this.contents.get(place)
  }

  eachOfPath(path: number, visit: (place: number) => void): void {
    for (let place = this.firstOfPath.get(path); place !== 0; place = this.nextOfPath.get(place)) visit(place)
  }

  eachOfContent(content: number, visit: (place: number) => void): void {
    for (let place = this.firstOfContent.get(content); place !== 0; place = this.nextOfContent.get(place)) visit(place)
  }
}
