/** An array of whole numbers that grows; places never set hold 0. */
export class Numbers {
  private cells = new Int32Array(1024)

  get(at: number): number {
    return at < this.cells.length ? this.cells[at]! : 0
  }

  set(at: number, value: number): void {
    if (at >= this.cells.length) {
      const larger = new Int32Array(Math.max(at + 1, this.cells.length * 2))
      larger.set(this.cells)
      this.cells = larger
    }
    this.cells[at] = value
  }
}
