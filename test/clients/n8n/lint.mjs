// Prints what n8n's check of community packages complains of in a folder, as JSON.
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const [modules, folder] = process.argv.slice(2)
const scanner = `${modules}/@n8n/scan-community-package/scanner/scanner.mjs`
const { buildScanConfig } = await import(pathToFileURL(scanner).href)
const { ESLint } = createRequire(pathToFileURL(scanner))('eslint')

const eslint = new ESLint({
  cwd: folder,
  allowInlineConfig: false,
  errorOnUnmatchedPattern: false,
  overrideConfigFile: true,
  overrideConfig: await buildScanConfig(),
})
const results = await eslint.lintFiles(['**/*.js', '**/*.ts', '**/*.json'])
const said = results.flatMap(({ filePath, messages }) =>
  messages.map(({ ruleId, line, message }) => `${filePath.slice(folder.length + 1)}:${line} ${ruleId}: ${message}`),
)
process.stdout.write(JSON.stringify(said))
