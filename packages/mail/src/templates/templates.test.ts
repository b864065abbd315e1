import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { MailTemplates } from './MailTemplates';

let folder: string;
let templates: MailTemplates;

const WELCOME = `---
subject: Welcome, {{ name }}
---
# Hello {{ name }}

You are of **{{ team }}**. [Open the portal]({{ portal }}).

{{ #repositories }}
- {{ . }}
{{ /repositories }}
`;

const VALUES = {
  name: 'Zoe',
  team: 'Finance',
  portal: 'http://localhost:7007/onboarding',
  repositories: ['payment-service', 'ledger'],
};

const write = (name: string, text: string) => {
  fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  fs.writeFileSync(path.join(folder, name), text);
};

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tp-letters-'));
  templates = new MailTemplates(folder);
  write('layout.html', '<title>{{ subject }}</title><main>{{ body }}</main>');
  write('en/welcome.md', WELCOME);
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

it('makes both forms of one file', () => {
  const { subject, text, html } = templates.render('welcome', VALUES);
  expect(subject).toBe('Welcome, Zoe');
  expect(text).toBe(
    `Hello Zoe

You are of Finance. Open the portal: http://localhost:7007/onboarding.

- payment-service
- ledger
`,
  );
  expect(html).toContain('<title>Welcome, Zoe</title><main><h1>Hello Zoe</h1>');
  expect(html).toContain('<a href="http://localhost:7007/onboarding">Open');
  expect(html).toContain('<li>ledger</li>');
});

it('takes what people are called for text, whatever they are called', () => {
  const name = '<img src=x onerror=alert(1)> [a](http://evil.example) **b**';
  const { subject, html, text } = templates.render('welcome', {
    ...VALUES,
    name: `${name}\r\nBcc: all@myorg.example`,
  });
  expect(html).not.toMatch(/<img|evil\.example">|<strong>b/);
  expect(html).toContain('<title>Welcome, &lt;img');
  expect(subject).not.toMatch(/[\r\n]/);
  expect(text).toContain('[a](http://evil.example) **b** Bcc: all@');
});

it('takes what names a place in the layout for text', () => {
  const { html } = templates.render('welcome', {
    ...VALUES,
    name: '{{ body }} {{ subject }} $& $1',
  });
  expect(html).toContain('<title>Welcome, {{ body }} {{ subject }} $&amp; $1<');
  expect(html).toContain('<main><h1>Hello {{ body }} {{ subject }}');
});

it.each([
  'https://x.dev/**b**',
  '===',
  '    indented',
  '"quoted" \\* 1. & $a^',
])('takes %j for text, and shows it as it is', value => {
  write('en/said.md', '---\nsubject: a\n---\nFirst\n{{ value }}');
  const { html, text } = templates.render('said', { value });
  expect(html).not.toMatch(/<(strong|h1|h2|pre|code)/);
  expect(text).toBe(`First\n${value.trim()}\n`);
});

it('keeps an address of a page a link, whatever is in it', () => {
  const portal = 'http://localhost:7007/a_b_(c)?d=*e*&f=%20[g]';
  const { html, text } = templates.render('welcome', { ...VALUES, portal });
  expect(html).toMatch(
    /<a href="http:\/\/localhost:7007\/a_b_\(c\)\?d=\*e\*&amp;f=%20(\[g\]|%5Bg%5D)">Open/,
  );
  expect(text).toContain(
    'Open the portal: http://localhost:7007/a_b_(c)?d=*e*',
  );
});

it('is in the language of its reader where there is one, else in English', () => {
  write('de/welcome.md', '---\nsubject: Willkommen\n---\nHallo {{ name }}');
  expect(templates.render('welcome', VALUES, 'de-AT').text).toBe('Hallo Zoe\n');
  expect(templates.render('welcome', VALUES, 'fr').subject).toContain('Welc');
});

it.each<[string, string, RegExp]>([
  [
    'a value that nobody gives',
    '---\nsubject: a\n---\n{{ nmae }}',
    /en\/x\.md names \{\{ nmae \}\}, and there are name, portal/,
  ],
  ['no head', 'Hello', /en\/x\.md has no head/],
  [
    'a head that is no YAML',
    '---\nsubject: [\n---\nHello',
    /The head of en\/x\.md is no YAML/,
  ],
  ['no subject', '---\nother: a\n---\nHello', /en\/x\.md has no subject/],
  [
    'a place that is not closed',
    '---\nsubject: a\n---\n{{ #name }}',
    /en\/x\.md cannot be read/,
  ],
  [
    'a value that is not escaped',
    '---\nsubject: a\n---\n{{{ name }}}',
    /not for letters/,
  ],
])('names the file of a template with %s', (_what, text, words) => {
  write('en/x.md', text);
  expect(() => templates.render('x', VALUES)).toThrow(words);
});

it('reaches no file outside of its folder', () => {
  fs.writeFileSync(path.join(folder, '../outside.md'), WELCOME);
  expect(() => templates.render('../../outside', VALUES)).toThrow(
    'There is no letter "../../outside". There are: welcome',
  );
  expect(() => templates.render('outside', VALUES, '..')).toThrow('no letter');
});
