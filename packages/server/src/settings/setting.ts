/** A setting that cannot be used, by name. */
export class BadSetting extends Error {
  override name = 'BadSetting'
}

/** One row of the table in `docs/settings.md`. */
export interface Setting {
  name: string
  otherwise: string
  about: string
  fits(text: string): boolean
  form: string
}

const any = () => true
/** A row; any text fits where nothing is said of its form. */
export const setting = (
  name: string,
  otherwise: string,
  about: string,
  form = 'text',
  fits: Setting['fits'] = any,
): Setting => ({ name, otherwise, about, form, fits })

/** What an installation says of a setting, or else what holds without that. */
export type Value = (name: string) => string

export const isSwitch = (text: string): boolean => ['on', 'off'].includes(text)
