import { Schemas } from '../packages/server/src/kernel/openapi-schemas.ts'
import type { Operation } from '../packages/server/src/kernel/operation.ts'
import { schemaOf } from '../packages/server/src/kernel/view.ts'
import { memberText, pascal, typeText } from './schema-types.ts'

const FOLDER = 'packages/client/src/generated'
const NOTE = '// Written by scripts/generate-client.ts from the operations: change those.\n'

/** The client's generated source, by path: one file of methods for each group, one of types, one that gathers them. */
export function generateClient(operations: readonly Operation[]): Map<string, string> {
  const groups = Map.groupBy(operations, ({ id }) => id.split('.')[0]!)
  const names = [...groups.keys()].sort()
  return new Map([
    [`${FOLDER}/index.ts`, indexText(names)],
    [`${FOLDER}/schemas.ts`, schemasText(operations)],
    ...names.map(name => [`${FOLDER}/${kebab(name)}.ts`, groupText(name, groups.get(name)!)] as const),
  ])
}

function indexText(names: readonly string[]): string {
  const imports = names.map(name => `import { ${camel(name)} } from './${kebab(name)}.ts'\n`)
  const members = names.map(name => `  ${camel(name)}: ${camel(name)}(core),\n`)
  return [
    NOTE,
    "import type { Core } from '../core.ts'\n",
    ...imports,
    '\nexport const methods = (core: Core) => ({\n',
    ...members,
    '})\n',
  ].join('')
}

/** Every representation that an operation shows; all members are optional, as `fields=` may leave any of them out. */
function schemasText(operations: readonly Operation[]): string {
  const schemas = new Schemas()
  for (const { shows } of operations) if (shows) schemas.add(shows)
  const types = [...schemas.shapes.values()]
    .map(shape => ({ name: pascal(shape.name), schema: schemaOf(shape) as Record<string, unknown> }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, schema }) =>
      schema.properties
        ? `\nexport interface ${name} ${typeText(schema, SHOWN)}\n`
        : `\nexport type ${name} = ${typeText(schema, SHOWN)}\n`,
    )
  return `${NOTE}\nexport interface Link {\n  href?: string\n  name?: string\n}\n${types.join('').replaceAll(LINK, 'Link')}`
}

const LINK = /\{\n +href\?: string\n +name\?: string\n +\}/g

const SHOWN = { indent: '', ref: pascal, given: false }

/** Operations by the parts of their ids, so that `users.emails.list` becomes `users: { emails: { list } }`. */
type Tree = Map<string, Tree | Operation>

function groupText(group: string, operations: readonly Operation[]): string {
  const tree: Tree = new Map()
  for (const operation of operations) plant(tree, operation.id.split('.').slice(1), operation)
  const methods = treeText(tree, '  ')
  const shown = operations.flatMap(({ shows }) => (shows ? [pascal(shows.name)] : []))
  const types = [...new Set(shown)].sort().join(', ')
  return [
    NOTE,
    `import type { ${['Core', ...new Set(operations.map(common))].filter(Boolean).sort().join(', ')} } from '../core.ts'\n`,
    ...(types ? [`import type { ${types} } from './schemas.ts'\n`] : []),
    `\nexport const ${camel(group)} = (core: Core) => ({\n${methods}})\n`,
  ].join('')
}

function plant(tree: Tree, [name = '', ...rest]: string[], operation: Operation): void {
  const present = tree.get(name)
  if (rest.length === 0 && !present) return void tree.set(name, operation)
  const below = present ?? new Map()
  if (rest.length === 0 || !(below instanceof Map))
    throw new Error(`${operation.id} is a method and a group of methods at once`)
  tree.set(name, below)
  plant(below, rest, operation)
}

function treeText(tree: Tree, indent: string): string {
  return [...tree]
    .map(([name, node]) =>
      node instanceof Map
        ? `${indent}${camel(name)}: {\n${treeText(node, `${indent}  `)}${indent}},\n`
        : methodText(name, node, indent),
    )
    .join('')
}

function methodText(name: string, operation: Operation, indent: string): string {
  const { method, path, summary, shows, sends, reads, body, deprecated } = operation
  const template = operation.reach === 'any rest' ? path.replace(/\}$/, '*}') : path
  const at = parameters(operation)
  const isDemanding = at.some(([, , isRequired]) => isRequired)
  const members = at.map(([member, type, isRequired]) => memberText(member, type, { isRequired, given: true }))
  const { type: kind, required = [] } = (body ?? {}) as { type?: string; required?: string[] }
  const needsBody = reads !== undefined || kind === 'array' || required.length > 0
  const bodyType = reads ? FORM : body && typeText(body as never, { indent, ref: pascal, given: true })
  const type = [members.length > 0 ? `{ ${members.join('; ')} }` : '', common(operation)].filter(Boolean).join(' & ')
  const taken = [
    ...(type || bodyType ? [`at: ${type || 'Record<string, never>'}${isDemanding || needsBody ? '' : ' = {}'}`] : []),
    ...(bodyType ? [`body: ${bodyType}${needsBody ? '' : ' = {}'}`] : []),
  ]
  const bytes = sends && (sends.startsWith('text/') ? 'string' : 'Blob | string')
  const shown =
    shows && (shows.paged && bytes ? `{ values: ${pascal(shows.name)}[]; next?: string }` : pascal(shows.name))
  const one = [shown, bytes].filter(Boolean).join(' | ') || 'void'
  const given = [`'${template}'`, ...(taken.length > 0 ? ['at'] : []), ...(bodyType ? ['body'] : [])].join(', ')
  const call =
    shows?.paged && !bytes
      ? `core.list<${one}>(${given})`
      : `core.send<${shows?.bare ? `${one}[]` : one}>('${method}', ${given})`
  const words = `${summary}. \`${method} ${path}\``
  const comment = deprecated ? `/**\n${indent} * ${words}\n${indent} * @deprecated\n${indent} */` : `/** ${words} */`
  return `${indent}${comment}\n${indent}${camel(name)}: (${taken.join(', ')}) =>\n${indent}  ${call},\n`
}

const FORM = 'FormData | URLSearchParams'

type Parameter = [name: string, type: string, isRequired: boolean]

/** The names in the path, then what the operation's own query takes. */
function parameters({ path, reach, query }: Operation): Parameter[] {
  const names = [...path.matchAll(/\{(\w+)\}/g)]
  const inPath = names.map(
    ([, name], at): Parameter => [name!, 'string', reach !== 'any rest' || at < names.length - 1],
  )
  const required = (query as { required?: string[] } | undefined)?.required ?? []
  const own = Object.entries((query?.properties ?? {}) as Record<string, never>).map(
    ([name, schema]): Parameter => [name, typeText(schema, TAKEN), required.includes(name)],
  )
  return [...inPath, ...own]
}

const TAKEN = { indent: '', ref: pascal, given: true }

/** What many operations take alike, by the name of its type in the core. */
const common = ({ shows, filter }: Operation): string =>
  !shows ? '' : filter ? 'Filtered' : shows.paged ? 'Listed' : 'Shown'

const kebab = (name: string) => name.replaceAll('_', '-').replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
const camel = (name: string) => name.replaceAll(/[-_]([a-z])/g, (_, letter: string) => letter.toUpperCase())
