import { after } from 'node:test'
import { startPostgres } from '@pail/db/testing'
import { postgresPlace } from '../../packages/sync/src/testing/places.ts'
import { destinationSuite } from '../../packages/sync/src/testing/suite.ts'

const server = process.env.PAIL_TEST_DATABASE_URL ? undefined : await startPostgres()
after(() => server?.stop())

destinationSuite(() => postgresPlace(server?.url ?? process.env.PAIL_TEST_DATABASE_URL!))
