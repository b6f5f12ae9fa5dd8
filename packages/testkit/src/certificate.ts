import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { temporary } from './git.ts'

/** Two files with a certificate for the loopback address, which nobody else knows, and its key. */
export function certificate(): { cert: string; key: string } {
  const folder = temporary('pail-tls-')
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  const made = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  const named = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1']
  execFileSync('openssl', ['req', ...made, '-keyout', key, '-out', cert, ...named], { stdio: 'pipe' })
  return { cert, key }
}
