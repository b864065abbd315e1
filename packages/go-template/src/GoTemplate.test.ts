import { GoTemplate } from './GoTemplate';
import { define, text } from './functions/arguments';
import { TemplateError } from './TemplateError';
import { Struct, TypedMap } from './values/Struct';
import { newMap } from './values/values';

const NO_PORT = new Struct(newMap([['Port', 0]]));
const DATA = {
  Name: 'orders',
  Empty: '',
  Empty2: {},
  Number: 5432,
  State: { user: 'ada', nested: { deep: 'yes' } },
  List: ['a', 'b'],
  Ports: new TypedMap(
    newMap([['web', new Struct(newMap([['Port', 8080]]))]]),
    NO_PORT,
  ),
};
let drawn = 0;
const random = (count: number) =>
  Uint8Array.from({ length: count }, () => drawn++ % 200);

function fill(template: string, data: Record<string, unknown> = DATA): string {
  drawn = 0;
  return GoTemplate.parse(template, {
    functions: { shout: define(1, 1, ([one]) => `${text(one)}!`) },
  }).execute(data, { random });
}

function refusal(template: string, fields?: string[]): string {
  try {
    GoTemplate.parse(template, { fields }).execute(DATA, { random });
  } catch (error) {
    const { line, message } = error as TemplateError;
    return `${line}: ${message}`;
  }
  throw new Error('It was not refused');
}

// Each as Go 1.26 with sprig 3.3 writes it.
it.each([
  ['Hello {{ .Name }}', 'Hello orders'],
  ['{{ .State.user | upper | quote }}', '"ADA"'],
  [
    '{{.State.gone}} {{ .State }}',
    '<no value> map[nested:map[deep:yes] user:ada]',
  ],
  ['a \n {{- /* gone */ -}} \n b', 'ab'],
  ['a  {{- " " -}}  b', 'a b'],
  [
    '{{ if .Empty }}y{{ else if eq .Name "orders" "x" }}o{{ else }}n{{ end }}',
    'o',
  ],
  [
    '{{ with .State.nested }}{{ .deep }}{{ $.Name }}{{ else }}none{{ end }}',
    'yesorders',
  ],
  ['{{ range $i, $e := .List }}{{ $i }}{{ $e }};{{ end }}', '0a;1b;'],
  [
    '{{ range .List }}{{ . }}{{ if eq . "a" }}{{ continue }}{{ end }}-{{ end }}',
    'ab-',
  ],
  [
    '{{ range until 9 }}{{ if gt . 2 }}{{ break }}{{ end }}{{ . }}{{ end }}',
    '012',
  ],
  ['{{ range .Empty2 }}{{ else }}none{{ end }}', 'none'],
  ['{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ $y := 3 }}{{ end }}{{ $x }}', '2'],
  [
    '{{ dig "a" "b" "none" .State }}{{ dig "nested" "deep" "" .State }}',
    'noneyes',
  ],
  ['{{ dig "user" (printf "u-%s" .Name) .State }}', 'ada'],
  [
    '{{ printf "%s-%05d-%v-%q-%.2f" .Name 42 .List "x\\ty" 1.5 }}',
    'orders-00042-[a b]-"x\\ty"-1.50',
  ],
  ['{{ printf "%d" "5" }}', '%!d(string=5)'],
  ['{{ print "a" 1 2 "b" }}|{{ print 1 true }}', 'a1 2b|1 true'],
  ['{{ b64enc "pässword" }} {{ b64enc "x" | b64dec }}', 'cMOkc3N3b3Jk x'],
  [
    '{{ substr 0 8 "0123456789" }} {{ trunc 3 "abcdef" }} {{ trunc -2 "abcdef" }}',
    '01234567 abc ef',
  ],
  ['{{ default 0 .State.count | add 1 }}', '1'],
  [
    '{{ default "x" .Empty }}{{ coalesce "" nil "y" }}{{ ternary "t" "f" (eq 1 1) }}',
    'xyt',
  ],
  [
    '{{ index .List 1 }}{{ index .State "nested" "deep" }}{{ (index .Ports "web").Port }}',
    'byes8080',
  ],
  // What is missing of a map of structs is an empty struct, which counts as true.
  [
    '{{ $p := index .Ports "gone" }}{{ if not $p }}no{{ end }}{{ if not $p.Port }}no port{{ end }}',
    'no port',
  ],
  [
    '{{ or "" "b" }}{{ and 1 0 }}{{ not "" }}{{ or .Empty (index .List 0) }}',
    'b0truea',
  ],
  ['{{ if and .Empty (fail "never asked") }}{{ end }}ok', 'ok'],
  [
    '{{ regexMatch "^[a-z0-9_.-]{1,253}$" "a.example" }} {{ regexReplaceAll "a(x*)b" "-ab-axxb-" "${1}W" }}',
    'true -W-xxW-',
  ],
  [
    '{{ "a.b.c" | replace "." "-" }} {{ join "," .List }} {{ splitList "." "a.b" | last }}',
    'a-b-c a,b b',
  ],
  [
    '{{ cat "a" nil 1 }} {{ quote nil "a" 1 }} {{ squote "a" }}',
    'a 1 "a" "1" \'a\'',
  ],
  ['{{ dict "a" 1 "b" (list 1 "x") | toJson }}', '{"a":1,"b":[1,"x"]}'],
  [
    '{{ $d := dict "a" 1 }}{{ $_ := set $d "__proto__" 2 }}{{ keys $d | sortAlpha }}',
    '[__proto__ a]',
  ],
  [
    '{{ get .State "__proto__" }}{{ hasKey .State "constructor" }}{{ .State.toString }}',
    'false<no value>',
  ],
  [
    '{{ trimSuffix "-" "ab-" }}{{ trimAll "$" "$5$" }}{{ "x" | repeat 3 }}{{ len "ä" }}',
    'ab5xxx2',
  ],
  ['{{ indent 2 "a\\nb" }}{{ nindent 1 "c" }}', '  a\n  b\n c'],
  [
    '{{ 7 | div 21 }} {{ mod 7 3 }} {{ sub 1 3 }} {{ mul 2 3 }} {{ max 1 5 2 }}',
    '3 1 -2 6 5',
  ],
  ['{{ `raw\\n` }}{{ "\\u00e4" }}{{ 0x10 }}{{ 1e3 }}', 'raw\\nä161000'],
  ['{{ "x" | shout }}', 'x!'],
  ['{{ sha256sum "a" | trunc 8 }}', 'ca978112'],
])('fills %s', (template, expected) => {
  expect(fill(template)).toBe(expected);
});

it('draws the same from the same bytes, and gives texts of the length that is asked for', () => {
  const template =
    '{{ randAlphaNum 16 }} {{ randAlpha 8 | lower }} {{ uuidv4 }}';
  const [first, again] = [fill(template), fill(template)];
  expect(first).toBe(again);
  expect(first).toMatch(
    /^[A-Za-z0-9]{16} [a-z]{8} [0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});

it.each([
  ['a\n{{ nonesuch .Name }}', '2: the function nonesuch is not known here'],
  [
    '{{ if false }}\n{{ now }}{{ end }}',
    '2: the function now is not allowed here: it gives another answer each time, so that no plan would hold',
  ],
  [
    '{{ env "HOME" }}',
    '1: the function env is not allowed here: it reads what the portal was started with',
  ],
  ['{{ .Nmae }}', '1: there is no field Nmae: there are Name, State'],
  [
    '{{ range .State }}{{ $.Nmae }}{{ end }}',
    '1: there is no field Nmae: there are Name, State',
  ],
  ['a {{ if .Name }}\nb', '1: {{if}} has no {{end}}'],
  ['{{ end }}', '1: end is not expected here'],
  ['{{ $x }}', '1: the variable $x is not set'],
  ['{{ "a }}', '1: "\\"" is not understood in an action'],
  ['{{ .Name ', '1: an action has no end: }}'],
  [
    '{{ define "x" }}{{ end }}',
    '1: {{define}} is not read here: write what it stands for in its place',
  ],
  ['{{ (1 }}', '1: "(" has no ")"'],
  ['{{ "a" | 5 }}', '1: a value takes nothing from a pipe'],
  ['\n{{ fail "expected a port" }}', '2: expected a port'],
  ['{{ .State.gone.deeper }}', '1: nil has no field deeper'],
  ['{{ upper 5 }}', '1: upper: expected a text and got int'],
  ['{{ eq 1 "1" }}', '1: eq: int and string cannot be compared'],
  [
    '{{ index (list 1) 5 }}',
    '1: index: the index 5 is out of range: there are 1',
  ],
  ['{{ substr 1 }}', '1: substr takes 3 values and got 1'],
  [
    '{{ repeat 99999999 "x" }}',
    '1: repeat: 99999999 is more than 1048576, the longest that is made',
  ],
  ['{{ range until 1000000 }}{{ end }}', '1: it takes more than 200000 steps'],
])('refuses %j with the line', (template, expected) => {
  const fields = /Nmae/.test(template) ? ['Name', 'State'] : undefined;
  expect(refusal(template, fields)).toBe(expected);
});
