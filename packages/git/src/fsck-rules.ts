/**
 * Faults that old tools left in honest histories and that harm nobody. They are passed over, as the large forges do;
 * every other fault that git knows is a refusal.
 */
const COSMETIC = [
  'badTimezone',
  'missingSpaceBeforeDate',
  'zeroPaddedDate',
  'zeroPaddedFilemode',
  'badFilemode',
  'missingNameBeforeEmail',
  'missingEmail',
  'multipleAuthors',
  'nulInCommit',
  'missingTaggerEntry',
  'badTagName',
]

/** For `--strict=` of the commands that take packs in. */
export const FSCK_RULES: string = COSMETIC.map(fault => `${fault}=ignore`).join(',')

/** The same as settings of `git fsck`. */
export const FSCK_SETTINGS: readonly string[] = COSMETIC.map(fault => `fsck.${fault}=ignore`)
