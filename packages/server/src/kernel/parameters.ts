// Quirk: the published example of an upload writes a colon where parameters have an equals sign; both are read.
const PARAMETER = /;\s*([\w*-]+)\s*[=:]\s*("(?:[^"\\]|\\.)*"|[^;"\s]*)/g

/** What stands behind the semicolons of a header, by name in lower case. */
export function parametersIn(header = ''): ReadonlyMap<string, string> {
  const found = [...header.matchAll(PARAMETER)]
  return new Map(found.map(([, name, value]) => [name!.toLowerCase(), unquoted(value!)]))
}

/** Some clients write `\"` within quotes and others, as browsers do, `%22`. */
const unquoted = (value: string): string =>
  value.startsWith('"')
    ? value
        .slice(1, -1)
        .replaceAll(/\\(["\\])/g, '$1')
        .replaceAll(/%(22|0D|0A)/gi, written => decodeURIComponent(written))
    : value
