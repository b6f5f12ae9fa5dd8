/** Controls, separators, and marks that turn the direction of writing, with which a name can pass for another. */
const TREACHEROUS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"\\/]/gu
const MAX_NAME = 200

/** `Content-Disposition` of a file to be kept under this name, whatever characters are in it (RFC 6266). */
export function attachment(name: string): string {
  const shown = name.toWellFormed().replaceAll(TREACHEROUS, '_').slice(-MAX_NAME)
  const plain = shown.replaceAll(/[^\x20-\x7e]/g, '_')
  const exact = plain === shown ? '' : `; filename*=UTF-8''${percent(shown.toWellFormed())}`
  return `attachment; filename="${plain}"${exact}`
}

const percent = (text: string): string =>
  encodeURIComponent(text).replaceAll(/['()*!]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
