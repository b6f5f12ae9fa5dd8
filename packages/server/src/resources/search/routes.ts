import { routes as people } from './people/routes.ts'
import { routes as pullRequests } from './pull-requests/routes.ts'
import { routes as repositories } from './repositories/routes.ts'

export const routes = [...repositories, ...pullRequests, ...people]
