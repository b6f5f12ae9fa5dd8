const deeds: (() => void)[] = []

/** Does something when the process ends, however many ask for it. */
export function atExit(deed: () => void): void {
  if (deeds.length === 0)
    process.once('exit', () => {
      for (const one of deeds) one()
    })
  deeds.push(deed)
}
