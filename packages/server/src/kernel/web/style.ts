/** The one look of all pages for people. */
export const STYLE = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 20%, transparent); --soft: color-mix(in srgb, currentColor 68%, transparent); --accent: light-dark(#0b57d0, #8ab4f8); --bad: light-dark(#b3261e, #f2b8b5) }
* { box-sizing: border-box }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 40rem; padding: 1.5rem }
header { display: flex; justify-content: space-between; align-items: baseline; border-bottom: 1px solid var(--line); padding-bottom: .6rem; gap: 1rem; flex-wrap: wrap }
header b { font-size: 1.1rem } header form { display: inline }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; margin: .8rem 0 0; padding: 0 }
nav a { display: inline-block; padding: .2rem 0 } nav a[aria-current] { color: inherit; font-weight: 600; text-decoration: none; border-bottom: 3px solid var(--accent) }
h1 { font-size: 1.5rem; line-height: 1.25 } h2 { font-size: 1.1rem; margin: 1.6rem 0 .3rem }
a { color: var(--accent) } p.soft, small { color: var(--soft) }
label { display: block; font-weight: 600; margin-top: 1rem }
input, textarea { font: inherit; width: 100%; padding: .5rem .6rem; border: 1px solid color-mix(in srgb, currentColor 45%, transparent); border-radius: .3rem; background: transparent; color: inherit }
textarea { min-height: 7rem; resize: vertical } textarea, .code { font-family: ui-monospace, monospace; font-size: .9rem }
[aria-invalid] { border-color: var(--bad) } .wrong { color: var(--bad); margin: 0 }
fieldset { border: 0; margin: 1rem 0 0; padding: 0; min-width: 0 } legend { font-weight: 600; padding: 0 }
.choices { display: grid; grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr)); gap: 0 1.2rem }
.choices fieldset { border-top: 1px solid var(--line); margin: .6rem 0 0; padding: .4rem 0 0 }
.choices label { display: flex; gap: .6rem; align-items: baseline; font-weight: 400; margin: .2rem 0 0 } .choices input { width: auto }
.choices small { display: block }
button { font: inherit; padding: .5rem 1.1rem; border: 1px solid var(--accent); border-radius: .3rem; background: transparent; color: var(--accent); cursor: pointer }
button.main { background: var(--accent); color: light-dark(#fff, #102040) }
button.link { border: 0; padding: 0; text-decoration: underline }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
.bad { border: 1px solid var(--bad); border-left-width: .4rem; padding: .6rem .8rem; border-radius: .3rem }
.row { display: flex; gap: .8rem; margin-top: 1.4rem; flex-wrap: wrap }
ul.plain { list-style: none; padding: 0 } ul.plain > li { border-top: 1px solid var(--line); padding: .6rem 0 }
ul.plain > li:last-child { border-bottom: 1px solid var(--line) }
ul.plain form { margin-top: .5rem }
code { overflow-wrap: anywhere }
.qr svg { display: block; width: 13rem; height: 13rem } .codes { columns: 2; list-style: none; padding: 0 }
details { margin-top: .5rem } summary { color: var(--accent); cursor: pointer } [hidden] { display: none }
`
