import { jsonlPlace } from './testing/places.ts'
import { destinationSuite } from './testing/suite.ts'

destinationSuite(jsonlPlace)
