import { delimiter, join } from 'node:path'
import { type Repository, searchPath } from './git.ts'

/** The whole environment of a git process. Nothing is inherited, so nothing outside can steer git. */
export function environment({ git, dir, quarantine, beside }: Repository): Record<string, string> {
  const built = {
    PATH: searchPath(git),
    HOME: '/nonexistent',
    LC_ALL: 'C',
    TZ: 'UTC',
    GIT_DIR: dir,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '/bin/false',
    GIT_ALLOW_PROTOCOL: '',
    GIT_PROTOCOL_FROM_USER: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_ALLOC_LIMIT: String(git.limits.allocationBytes),
  }
  const further = [...(quarantine ? [dir] : []), ...(beside ? [beside] : [])]
  return {
    ...built,
    ...(quarantine && { GIT_OBJECT_DIRECTORY: quarantine, GIT_QUARANTINE_PATH: quarantine }),
    ...(further.length > 0 && { GIT_ALTERNATE_OBJECT_DIRECTORIES: further.map(objectsOf).join(delimiter) }),
  }
}

/** Settings that hold for every call, whatever a repository's own config file says. */
export const HARDENING: readonly string[] = [
  'core.hooksPath=/dev/null',
  'safe.directory=*',
  'protocol.allow=never',
  'core.fsync=objects,derived-metadata,reference',
  'core.fsyncMethod=batch',
  'core.filesRefLockTimeout=2000',
  'core.packedRefsTimeout=5000',
  'core.bigFileThreshold=64m',
  'core.quotePath=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'pack.windowMemory=128m',
  'advice.detachedHead=false',
].flatMap(setting => ['-c', setting])

/** The variable is a list: a colon inside a path would divide it. */
const objectsOf = (dir: string): string => `"${join(dir, 'objects').replaceAll(/["\\]/g, '\\$&')}"`
