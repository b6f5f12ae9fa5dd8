import { sqlitePlace } from './testing/places.ts'
import { destinationSuite } from './testing/suite.ts'

destinationSuite(sqlitePlace)
