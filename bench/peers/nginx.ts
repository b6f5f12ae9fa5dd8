import { hasModule, type Nginx, startNginx } from '@pail/testkit/nginx'

/** Why nginx cannot be measured here; false when it can. */
export const noDav: string | false = hasModule('http_dav_module') ? false : 'there is no nginx with its DAV module here'

/** An nginx that sends the files of its folder with sendfile, and takes files by PUT; and whatever else it is told. */
export const startDav = (more = ''): Promise<Nginx> =>
  startNginx(root => `root ${root}; location / { dav_methods PUT DELETE; create_full_put_path on; } ${more}`)
