/**
 * What defines a name in some languages. In the patterns NAME is the name, ID another name, a space is space that has to
 * be there and `~` space that may be. What follows the name stands in a lookahead: the match ends with the name.
 */
export interface Family {
  readonly languages: readonly string[]
  /** At any depth of a file. */
  readonly anywhere: readonly string[]
  /** At the start of a line only. */
  readonly atStart?: readonly string[]
  readonly isCaseless?: boolean
}

const NO_STATEMENT =
  '(?!(?:return|else|if|for|foreach|while|switch|catch|new|throw|case|do|await|yield|using|goto|delete|in|function)\\b)'
const JVM_WORDS =
  '(?:(?:public|private|protected|internal|static|final|abstract|sealed|open|data|inner|override|partial|readonly|' +
  'async|virtual|extern|unsafe|synchronized|native|default|strictfp|inline|suspend|operator|infix|tailrec|implicit|' +
  'lazy|case|value|annotation|external|factory|base|mixin|required|const|late|def) ){0,8}'
const SWIFT_WORDS =
  '(?:@ID |(?:public|private|fileprivate|internal|open|static|class|final|override|mutating|indirect) ){0,6}'
const TYPE = '[\\p{L}_](?:[\\p{L}\\p{N}_.:<>,?*&\\[\\]]|, ){0,100}'

export const FAMILIES: readonly Family[] = [
  {
    languages: ['JavaScript', 'TypeScript', 'TSX', 'Vue', 'Svelte', 'CoffeeScript'],
    anywhere: [
      '(?:export )?(?:default )?(?:declare )?(?:abstract )?(?:async )?(?:function~\\*?|class|interface|const enum|enum|namespace) NAME',
      '(?:export )?(?:declare )?type NAME(?=~[=<])',
      'export (?:declare )?(?:const|let|var) NAME',
      '(?:const|let|var) NAME(?=~(?::[^=\\n]{0,200})?=~(?:async\\b|function\\b|class\\b|ID~=>|\\([^)\\n]{0,200}\\)[^=\\n]{0,100}=>))',
      '(?:(?:public|private|protected|static|async|override|abstract|get|set) ){0,5}[#*]?' +
        `${NO_STATEMENT}(?!constructor\\b)NAME(?=~(?:<[^>\\n]{0,100}>)?\\([^)\\n]{0,300}\\)~(?::[^{;\\n]{0,200})?\\{)`,
    ],
    atStart: ['(?:const|let|var) NAME'],
  },
  {
    languages: ['Python', 'Cython', 'Starlark'],
    anywhere: ['(?:async )?c?p?def NAME', 'class NAME'],
    atStart: ['NAME(?=~(?::[^=\\n]{0,100})?=[^=])'],
  },
  {
    languages: ['Java', 'C#', 'Kotlin', 'Scala', 'Groovy', 'Dart', 'Apex'],
    anywhere: [
      `${JVM_WORDS}(?:class|interface|@interface|enum|record|struct|trait|object|namespace|mixin|extension) NAME`,
    ],
  },
  {
    languages: ['Java', 'C#', 'Groovy', 'Dart', 'Apex'],
    anywhere: [
      `${NO_STATEMENT}${JVM_WORDS}(?:<[^>\\n]{0,100}> )?${TYPE} NAME(?=~(?:<[^>\\n]{0,100}>)?\\([^;\\n]{0,300}$)`,
    ],
  },
  { languages: ['C#'], anywhere: [`${JVM_WORDS}delegate ${TYPE} NAME(?=~\\()`] },
  {
    languages: ['Kotlin'],
    anywhere: [
      `${JVM_WORDS}fun (?:<[^>\\n]{0,100}>~)?(?:ID(?:<[^>\\n]{0,50}>)?\\??\\.)?NAME`,
      `${JVM_WORDS}typealias NAME`,
    ],
    atStart: [`${JVM_WORDS}va[lr] NAME`],
  },
  {
    languages: ['Scala'],
    anywhere: [`${JVM_WORDS}(?:def|type|given) NAME`],
    atStart: [`${JVM_WORDS}va[lr] NAME`],
  },
  {
    languages: ['C', 'C++', 'Objective-C', 'Objective-C++', 'Cuda', 'Arduino'],
    anywhere: [
      '(?:typedef )?(?:struct|union|enum|enum class|class|namespace) NAME(?=~(?:final~)?[:{]|~$)',
      '#~define NAME',
      'typedef [^;\\n{}]{1,200}?\\bNAME(?=~;)',
      'using NAME(?=~=)',
    ],
    atStart: [
      `${NO_STATEMENT}(?:(?:static|inline|extern|const|virtual|constexpr|unsigned|struct|enum) ){0,5}${TYPE}(?: [*&]{0,3}|[*&]{1,3}~)(?:ID::){0,5}NAME(?=~\\([^;\\n]{0,400}$)`,
      '(?:ID::){1,5}\\x7e?NAME(?=~\\([^;\\n]{0,400}$)',
    ],
  },
  {
    languages: ['Objective-C', 'Objective-C++'],
    anywhere: ['@(?:interface|implementation|protocol) NAME', '[-+]~\\([^)\\n]{0,100}\\)~NAME'],
  },
  {
    languages: ['Go'],
    anywhere: ['func (?:\\([^)\\n]{0,100}\\)~)?NAME', 'type NAME'],
    atStart: ['(?:const|var) NAME'],
  },
  {
    languages: ['Rust'],
    anywhere: [
      '(?:pub(?:\\([^)\\n]{0,50}\\))? )?(?:(?:default|async|const|unsafe|extern(?: "[^"\\n]{0,20}")?) ){0,4}' +
        '(?:fn|struct|enum|union|trait|type|mod|static(?: mut)?|const|macro_rules!) NAME',
    ],
  },
  {
    languages: ['PHP', 'Hack'],
    anywhere: [
      '(?:(?:abstract|final|public|protected|private|static|readonly) ){0,4}(?:function &?|class |interface |trait |enum )NAME',
      '(?:(?:final|public|protected|private) ){0,2}const (?:ID )?NAME(?=~=)',
      'define\\(~[\'"]NAME',
    ],
  },
  {
    languages: ['Ruby', 'Crystal'],
    anywhere: ['def (?:ID\\.)?NAME', '(?:class|module) (?:ID::){0,8}NAME', '(?=[A-Z])NAME(?=~=[^=>\\x7e])'],
  },
  {
    languages: ['Swift'],
    anywhere: [`${SWIFT_WORDS}(?:func|class|struct|enum|protocol|extension|actor|typealias|associatedtype) NAME`],
    atStart: [`${SWIFT_WORDS}(?:let|var) NAME`],
  },
  {
    languages: ['Shell'],
    anywhere: ['function NAME', 'NAME(?=~\\(~\\))'],
    atStart: ['(?:export |readonly )?NAME(?==)'],
  },
  { languages: ['Perl'], anywhere: ['(?:sub|package) (?:ID::){0,8}NAME'] },
  {
    languages: ['Lua'],
    anywhere: ['(?:local )?function (?:ID[.:]){0,5}NAME', '(?:local )?(?:ID[.:]){0,5}NAME(?=~=~function\\b)'],
  },
  {
    languages: ['SQL', 'PLSQL', 'PLpgSQL', 'TSQL'],
    isCaseless: true,
    anywhere: [
      'create (?:or replace )?(?:(?:temp|temporary|unique|materialized|unlogged|global) ){0,3}' +
        '(?:table|view|function|procedure|trigger|index|type|sequence|schema|domain) (?:if not exists )?' +
        '(?:[`"\\[]?ID[`"\\]]?\\.){0,2}[`"\\[]?NAME',
    ],
  },
  {
    languages: ['Elixir'],
    anywhere: ['def(?:p|module|macro|macrop|protocol|delegate|guard|guardp)? (?:ID\\.){0,8}NAME'],
  },
  {
    languages: ['Haskell'],
    anywhere: ['(?:data|newtype|type|class) (?:[^=\\n]{1,100}=> )?NAME'],
    atStart: ['NAME(?=~::)'],
  },
  { languages: ['R'], anywhere: ['NAME(?=~(?:<-|=)~function\\b)'] },
  { languages: ['Protocol Buffer'], anywhere: ['(?:message|service|enum|rpc) NAME'] },
  { languages: ['GraphQL'], anywhere: ['(?:type|input|enum|interface|scalar|union) NAME'] },
  {
    languages: ['HCL'],
    anywhere: ['(?:resource|data) "ID" "NAME', '(?:variable|output|module|provider) "NAME'],
  },
]
