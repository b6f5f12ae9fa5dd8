import { html } from 'hono/html'
import type { Site } from '../kernel/links.ts'
import { page } from './html.ts'

type Row = readonly [code: string, meaning: string]

const TERMS: readonly Row[] = [
  ['foo', 'Files with the word foo in their text or path: foo.py, self.foo(), FOO; not foobar or foo_bar.'],
  ['foo bar', 'Files that have both; the same as foo AND bar.'],
  ['"abstract class"', 'These words in this order with only punctuation between them: also abstract(class.'],
  ['catalog-info.yaml', 'Punctuation parts words, so this is a phrase too.'],
  ['foo OR bar', 'Files that have one of them. AND binds before OR.'],
  ['foo NOT bar', 'Files that have the first and not the second; the same as foo -bar.'],
  ['(foo OR bar) -"old name"', 'Parentheses group.'],
  ['(TODO OR FIXME) repo:demo', 'Without the parentheses the repository would hold for the second word only.'],
]

const MODIFIERS: readonly Row[] = [
  ['repo:demo', 'In this repository; also repo:workspace/demo.'],
  ['project:SITE', 'In the repositories of this project, by its key.'],
  ['path:src/app', 'At or below such folders or files; only whole names count: not mysrc/app.'],
  ['path:/catalog-info.yaml', 'With a slash in front: counted from the root.'],
  ['ext:js', 'Files whose names end in .js; also ext:.js and ext:d.ts.'],
  ['lang:c++', 'Files in a language, by any of its names: lang:cpp, lang:TypeScript (with TSX).'],
  ['path:"my documents/a b.txt"', 'Values may be quoted.'],
  ['-path:test', 'Modifiers may be excluded.'],
]

const BEYOND: readonly Row[] = [
  ['match=substring', 'Each term is a piece of text of three characters or more, as it stands: "ptr->next".'],
  ['match=regex', 'One regular expression in the syntax of RE2, beside modifiers; each line is matched by itself.'],
  ['match=symbols', 'Each word is the name of a function, type or the like, where it is defined.'],
  ['case_sensitive=true', 'Capitals count, in terms and in path:.'],
  ['branch=release/*', 'Other branches than the main ones, as far as this server indexes them.'],
  ['forks=all', 'Forks too that have no commit of their own.'],
]

const KEYS: readonly Row[] = [
  ['missing', 'Nothing is written.'],
  [
    'no-term',
    'Nothing is looked for: only modifiers, punctuation or what is excluded, or an expression true everywhere.',
  ],
  ['too-long', 'More than 2,000 characters.'],
  ['too-many-terms', 'More than 100 words, pieces and modifiers.'],
  ['too-deep', 'Parentheses nest more than 30 deep.'],
  ['term-too-long', 'A word of more than 200 characters.'],
  ['term-too-short', 'A piece of text of less than three characters.'],
  ['invalid-expression', 'The regular expression cannot be read; error.detail says why.'],
  ['costly-expression', 'The regular expression is too large, or takes longer than its texts are worth.'],
]

const DIFFERENCES: readonly string[] = [
  'Upstream reads at most 250 characters and nine expressions; here it is 2,000 and 100.',
  'Upstream ignores single characters; here they are words.',
  'A dot parts words here as other punctuation does: foo finds foo.py.',
  'Files up to 1 MB are read. Of larger ones and of binary files only the path is found.',
  'The parameters below are read by this server only.',
]

const ANSWERS: readonly string[] = [
  'Files that define a word of the query come first, then those with it in the path, then those that have it more often.',
  'content_matches has the lines that match with one line before and two after. Groups that touch are one; at most ten groups with 50 matching lines are shown, and of a line of more than 500 characters the part around its first match. A blank line has no segments.',
  'content_match_count counts the matches in the text and in the path, of each term up to 1,000. path_matches is empty where the path does not match.',
  'query_substituted is true where a slip was passed over: a parenthesis or quote too few or too many, an operator or modifier without its part.',
  'Other fields are asked for by name: fields=%2Bvalues.file.commit.repository.',
]

/** How code is searched, on one page that needs no script. */
export function searchHtml(site: Site): string {
  return page(
    'Pail: searching code',
    html`<p>Code is searched at <code>/workspaces/{workspace}/search/code</code> (and for a user or team), in what you may read, on main branches. The query is <code>search_query</code>:</p>
<pre>curl -u "$EMAIL:$TOKEN" --get '${site.api}/workspaces/acme/search/code' \\
  --data-urlencode 'search_query="catalog-info.yaml" path:/catalog-info.yaml'</pre>
<p>From a terminal, <code>pail search 'parse lang:go'</code> shows what it finds as grep does.</p>
<p><a href="/docs#search.code.workspace">The operations</a></p>
<h2>Terms</h2>
<p>A word is a run of letters, digits and underscores, in any case. Operators are written in capitals.</p>
${table(TERMS)}
<h2>Modifiers</h2>
<p>They narrow a search that has at least one term. A name that is none of these is a term: <code>http://host</code>.</p>
${table(MODIFIERS)}
<h2>The answer</h2>
${list(ANSWERS)}
<h2>What differs from Bitbucket Cloud</h2>
${list(DIFFERENCES)}
${table(BEYOND)}
<h2>Refusals</h2>
<p>A query that cannot be answered is refused with 400; <code>error.data.key</code> is <code>search.query.</code> with one of these:</p>
${table(KEYS)}`,
  )
}

const table = (rows: readonly Row[]) =>
  html`<table>${rows.map(([code, meaning]) => html`<tr><th scope="row"><code>${code}</code></th><td>${meaning}</td></tr>`)}</table>`

const list = (sentences: readonly string[]) => html`<ul>${sentences.map(one => html`<li>${one}</li>`)}</ul>`
