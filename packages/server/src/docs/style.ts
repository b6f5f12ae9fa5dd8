/** The one style of the pages, which their policy knows by its hash. */
export const STYLE = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); --soft: color-mix(in srgb, currentColor 65%, transparent) }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1.5rem }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line) }
nav ul { columns: 3; list-style: none; padding: 0 } nav a { color: inherit }
details { border-bottom: 1px solid var(--line); padding: .35rem 0 }
summary { cursor: pointer; overflow-wrap: anywhere }
summary code { font-size: .95em } summary span { color: var(--soft); display: block; margin-left: 4.6rem }
.method { display: inline-block; font-weight: 600; min-width: 4rem }
table { border-collapse: collapse; margin: .5rem 0 } th, td { border: 1px solid var(--line); padding: .2rem .6rem; text-align: left; vertical-align: top }
pre { border: 1px solid var(--line); overflow-x: auto; padding: .6rem }
@media (max-width: 40rem) { nav ul { columns: 1 } summary span { margin-left: 0 } }
`
