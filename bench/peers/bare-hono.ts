import { DatabaseSync } from 'node:sqlite'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'

// Answers one kind of GET from one table, and does nothing else: what the same answer costs at least.
const [file = ''] = process.argv.slice(2)
const database = new DatabaseSync(file, { readOnly: true })
const find = database.prepare('select body from documents where workspace = ? and slug = ?')

const app = new Hono()
app.get('/2.0/repositories/:workspace/:slug', c => {
  const row = find.get(c.req.param('workspace'), c.req.param('slug')) as { body: string } | undefined
  return row ? c.body(row.body, 200, { 'content-type': 'application/json; charset=utf-8' }) : c.notFound()
})

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
  console.log(`serving http://127.0.0.1:${port}`),
)
