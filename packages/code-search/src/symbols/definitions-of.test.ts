import assert from 'node:assert/strict'
import { test } from 'node:test'
import { definitionsOf } from './definitions-of.ts'
import { FAMILIES } from './families.ts'

const names = (language: string, ...lines: string[]) =>
  definitionsOf(lines.join('\n'), language)
    .map(({ name }) => name)
    .join(' ')

test('a text in no language, or in one without definitions, defines nothing', () => {
  assert.deepEqual(definitionsOf('function foo() {}', undefined), [])
  assert.deepEqual(definitionsOf('function foo() {}', 'Markdown'), [])
})

test('a definition says where its name stands', () => {
  const text = 'x\r\n\texport async function été() {}\n'
  const [{ name, at } = { name: '', at: 0 }] = definitionsOf(text, 'TypeScript')
  assert.equal(name, 'été')
  assert.equal(text.slice(at, at + name.length), 'été')
})

test('calls, statements and assignments define nothing', () => {
  assert.equal(
    names('TypeScript', 'foo()', '  if (a) {', '  for (const a of b) {', '  return foo(a)', '  a = 5', '  let b = 1'),
    '',
  )
  assert.equal(
    names(
      'Java',
      '    return foo(a);',
      '    else if (b) {',
      '    foo.bar(c);',
      '    throw new Foo(d);',
      '    new Foo() {',
    ),
    '',
  )
  assert.equal(names('C', '  foo(a);', 'return foo(', 'extern int foo(int a);', '  int x = foo(a);'), '')
  assert.equal(names('Python', '    foo = 1', 'foo == 1', '# def foo'), '')
})

test('JavaScript and TypeScript', () => {
  assert.equal(
    names(
      'TypeScript',
      'export default async function* one(): void {}',
      'abstract class Two<T> extends Base {',
      '  private static async three(a: string): Promise<void> {',
      '  get four() {',
      '  constructor() {',
      'export interface Five {}',
      'type Six = string',
      'const enum Seven {}',
      '  const eight = (a: number) => a',
      '  const nine = async () => {',
      'const ten: Map<string, number> = new Map()',
      'export const eleven = 11',
      'declare namespace Twelve {}',
    ),
    'one Two three four Five Six Seven eight nine ten eleven Twelve',
  )
})

test('Python', () => {
  assert.equal(
    names('Python', 'class One(Base):', '    async def two(self):', 'def three():', 'FOUR = 4', 'five: int = 5'),
    'One two three FOUR five',
  )
})

test('Java, Kotlin, Scala, Groovy, C# and Dart', () => {
  assert.equal(
    names(
      'Java',
      'public final class One {',
      '  private static <T> Map<String, T> two(T a) throws X {',
      '  public @interface Three {',
      'record Four(int a) {}',
      '  void five() {',
    ),
    'One two Three Four five',
  )
  assert.equal(
    names(
      'Kotlin',
      'data class One(val a: Int)',
      '  override suspend fun two() {',
      'fun String.three() = 3',
      'object Four',
      'val five = 5',
      'typealias Six = Int',
    ),
    'One two three Four five Six',
  )
  assert.equal(
    names('Scala', 'case class One(a: Int)', '  private def two: Int = 2', 'sealed trait Three', 'object Four {'),
    'One two Three Four',
  )
  assert.equal(
    names(
      'C#',
      'namespace One',
      '  public sealed partial class Two : Base',
      '    protected override async Task<int> Three(',
      '  public delegate void Four(int a);',
      '  internal struct Five',
    ),
    'One Two Three Four Five',
  )
  assert.equal(
    names(
      'Dart',
      'abstract class One {',
      '  Future<void> two() async {',
      'mixin Three {',
      'extension Four on String {',
    ),
    'One two Three Four',
  )
  assert.equal(names('Groovy', 'class One {', '  def two() {'), 'One two')
})

test('C, C++ and Objective-C', () => {
  assert.equal(
    names(
      'C',
      '#define ONE 1',
      '# define TWO(a) a',
      'struct three {',
      'static inline const char *four(int a)',
      'int five(void) {',
      'typedef struct six six_t;',
      'enum seven { A };',
    ),
    'ONE TWO three four five six_t seven',
  )
  assert.equal(
    names(
      'C++',
      'class One final : public Base {',
      'void One::two(int a) const {',
      'One::~One() {',
      'namespace three {',
      'using Four = int;',
      'std::vector<int> five(int a) {',
    ),
    'One two One three Four five',
  )
  assert.equal(
    names('Objective-C', '@interface One : NSObject', '- (void)two:(int)a {', '+ (instancetype)three;'),
    'One two three',
  )
})

test('Go and Rust', () => {
  assert.equal(
    names('Go', 'func one() {', 'func (s *Server) two(a int) error {', 'type Three struct {', 'const four = 4'),
    'one two Three four',
  )
  assert.equal(
    names(
      'Rust',
      'pub(crate) async fn one() {',
      'pub struct Two;',
      'impl Trait for Two {',
      'macro_rules! three {',
      '  pub const FOUR: u8 = 4;',
      'static mut FIVE: u8 = 5;',
      'mod six;',
    ),
    'one Two three FOUR FIVE six',
  )
})

test('PHP, Ruby, Perl, Lua and Elixir', () => {
  assert.equal(
    names('PHP', 'final class One {', '  public static function &two() {', '  const THREE = 3;', "define('FOUR', 4);"),
    'One two THREE FOUR',
  )
  assert.equal(
    names('Ruby', 'module A::One', '  class Two < Base', '    def self.three', '    FOUR = 4', '  def five?'),
    'One Two three FOUR five',
  )
  assert.equal(names('Perl', 'package A::One;', 'sub two {'), 'One two')
  assert.equal(names('Lua', 'local function one()', 'function M.a:two()', 'M.three = function(a)'), 'one two three')
  assert.equal(names('Elixir', 'defmodule A.One do', '  defp two(a) do', '  defmacro three do'), 'One two three')
})

test('Swift, Haskell, R and shells', () => {
  assert.equal(
    names('Swift', 'public final class One {', '  @objc private func two() {', 'protocol Three {', 'let four = 4'),
    'One two Three four',
  )
  assert.equal(
    names('Haskell', 'data One = A', 'class Show a => Two a where', 'three :: Int -> Int', 'newtype Four = B'),
    'One Two three Four',
  )
  assert.equal(names('R', 'one <- function(a) {'), 'one')
  assert.equal(names('Shell', 'one() {', 'function two {', 'export THREE=3', '  four ()'), 'one two THREE four')
})

test('SQL in any case, protocols and infrastructure', () => {
  assert.equal(
    names(
      'SQL',
      'CREATE TABLE IF NOT EXISTS public.one (',
      'create or replace function two()',
      'Create Unique Index "three" on a (b);',
    ),
    'one two three',
  )
  assert.equal(names('Protocol Buffer', 'message One {', '  rpc two(A) returns (B);'), 'One two')
  assert.equal(names('GraphQL', 'type One {', 'scalar Two'), 'One Two')
  assert.equal(names('HCL', 'resource "a_b" "one" {', 'variable "two" {'), 'one two')
})

test('hostile lines are read in a moment in every language', () => {
  const hostile = [
    'static '.repeat(20_000),
    `${' '.repeat(100_000)}x`,
    'typedef a '.repeat(20_000),
    'a::'.repeat(50_000),
    'a<'.repeat(50_000),
    'a, '.repeat(50_000),
    `const x = ${'('.repeat(100_000)}`,
    '\n'.repeat(100_000),
  ]
  const languages = new Set(FAMILIES.flatMap(family => family.languages))
  for (const language of languages) assert.ok(definitionsOf(hostile.join('\n'), language).length < 10, language)
})
