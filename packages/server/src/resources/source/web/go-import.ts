import { Sent } from '../../../kernel/answer.ts'
import { links, type Site } from '../../../kernel/links.ts'
import { fullName, type Repository } from '../../repositories/repository.ts'

/** Tells the go command where the module of this name has its code. */
export function goImport(site: Site, repository: Repository): Sent {
  const name = fullName(repository)
  const clone = links.clone(site, name, undefined)
  const content = escaped(`${new URL(site.web).host}/${name} git ${clone}`)
  const page = `<!doctype html>\n<html><head><meta name="go-import" content="${content}"></head></html>\n`
  return new Sent(page, { type: 'text/html; charset=utf-8' })
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
