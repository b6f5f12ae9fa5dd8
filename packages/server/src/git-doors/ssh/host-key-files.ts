/** The names of the private files, which only a backup that holds keys may hold. */
export const HOST_KEY_FILES = ['ssh_host_ed25519_key', 'ssh_host_ecdsa_key', 'ssh_host_rsa_key'] as const
