import { after, before, test } from 'node:test'
import { act } from './testing/acting.ts'
import { byCommand, byTurbine, toolsOf } from './testing/carriers.ts'
import { agrees, type Cloud, openCloud, openPail } from './testing.ts'

let [cloud, pail]: [Cloud, Awaited<ReturnType<typeof openPail>>] = [] as never
before(async () => {
  ;[cloud, pail] = await Promise.all([openCloud(), openPail()])
})
after(() => Promise.all([cloud.close(), pail.close()]))

test('the core does what the fixture says, against Pail', () => agrees(act, pail))
test('the core does what the fixture says, against the recorded cloud', () => agrees(act, cloud))
test('the command does what the fixture says, against Pail', () => agrees(byCommand, pail))
test('Turbine gets what the fixture says, from Pail', () => agrees(byTurbine, pail))
test('Turbine gets what the fixture says, from the recorded cloud', () => agrees(byTurbine, cloud))

test('the tools do what the fixture says, against Pail and the recorded cloud', async () => {
  const clients = new Map()
  try {
    for (const place of [pail, cloud]) await agrees(toolsOf(clients), place)
  } finally {
    for (const client of clients.values()) await client.close()
  }
})

test('the address of the API is taken with and without its root and a slash', async () => {
  for (const url of [`${cloud.url}/`, `${cloud.url}/2.0`, `${cloud.url}/2.0/`]) await agrees(act, { ...cloud, url })
})
