import { jwtFor, type Kept } from '@pail/server/resources/workspaces/addons/testing'
import type { Client } from './client.ts'

const ALL = '/pail/1/workspaces/demo/addons'
const VALUES = '/2.0/addon/linkers/tickets/values'

const described = (more: object = {}) => ({
  descriptor: {
    key: 'walker',
    name: 'Walker',
    baseUrl: 'https://walker.example.com',
    scopes: ['repository', 'webhook'],
    modules: { linkers: [{ key: 'tickets', name: { value: 'Tickets' } }] },
    ...more,
  },
})

/** A Connect app at work on its own installation. */
export async function walkAddon({ send }: Client): Promise<void> {
  const { body } = await send('POST', ALL, described())
  const kept: Kept = { key: body.key, clientKey: body.client_key, secret: body.shared_secret }
  const signed = async (method: string, path: string, sent?: object) =>
    send(method, path, sent, `JWT ${await jwtFor(kept, method, path)}`)
  await send('GET', '/2.0/addon/walker/client-key')
  await send('GET', '/2.0/addon/none/client-key')
  await send('PUT', '/2.0/addon', {})
  await signed('PUT', '/2.0/addon', described({ scopes: ['repository'] }))
  await signed('PUT', '/2.0/addon', described({ scopes: ['repository:admin'] }))
  await send('GET', '/2.0/addon/linkers')
  await signed('GET', '/2.0/addon/linkers')
  await signed('GET', '/2.0/addon/linkers/tickets')
  await signed('GET', '/2.0/addon/linkers/none')
  const { id } = (await signed('POST', VALUES, { value: 'PAIL' })).body
  await signed('POST', VALUES, { value: 'PAIL' })
  await signed('GET', VALUES)
  await signed('GET', `${VALUES}/${id}`)
  await signed('PUT', VALUES, { values: ['PAIL', 'BUCKET'] })
  await signed('PUT', VALUES, { values: ['two words'] })
  await signed('DELETE', `${VALUES}/${id}`)
  await signed('GET', `${VALUES}/${id}`)
  await signed('DELETE', VALUES)
  await signed('DELETE', '/2.0/addon')
}
