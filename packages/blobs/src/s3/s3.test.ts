import { after } from 'node:test'
import { storeSuite } from '../testing.ts'
import { openS3 } from './s3.ts'
import { startS3 } from './testing/index.ts'

const server = await startS3()
after(() => server.stop())

storeSuite(async () => openS3(server.settings()))
