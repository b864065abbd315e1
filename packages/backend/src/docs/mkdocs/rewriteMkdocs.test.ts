import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { rewriteMkdocs } from './rewriteMkdocs';

const ROOT = path.resolve(__dirname, '../../../../..');
const SITE = { siteName: 'Demo' };

const rewrite = (content: string | undefined) =>
  rewriteMkdocs('mkdocs.yml', content, SITE);

const written = (content: string | undefined) =>
  parse(rewrite(content).content, { logLevel: 'silent' });

describe('what could act is refused, and named', () => {
  it.each([
    [
      'a program, in the mapping form',
      'markdown_extensions:\n  plantuml_markdown: {plantuml_cmd: /bin/sh}',
      'markdown_extensions.plantuml_markdown.plantuml_cmd',
    ],
    [
      'a program, in the list form',
      'markdown_extensions:\n  - plantuml_markdown: {plantuml_cmd: /bin/sh}',
      'markdown_extensions.plantuml_markdown.plantuml_cmd',
    ],
    [
      'an address to post files to',
      'markdown_extensions:\n  - plantuml_markdown: {server: "http://x.example", base_dir: /etc}',
      'markdown_extensions.plantuml_markdown.server',
    ],
    [
      'any file of the machine',
      'markdown_extensions:\n  pymdownx.snippets: {base_path: [/], restrict_base_path: false}',
      'pymdownx.snippets.restrict_base_path',
    ],
    [
      'a folder above',
      'markdown_extensions:\n  - pymdownx.snippets: {base_path: [docs/../..]}',
      'pymdownx.snippets.base_path',
    ],
    [
      'a path as one text',
      'markdown_extensions:\n  - pymdownx.snippets: {base_path: /}',
      'pymdownx.snippets.base_path',
    ],
    [
      'a download',
      'markdown_extensions:\n  - pymdownx.snippets: {url_download: true}',
      'pymdownx.snippets.url_download',
    ],
    [
      'files as pictures',
      'markdown_extensions:\n  - pymdownx.b64: {base_path: /}',
      'pymdownx.b64.base_path',
    ],
    [
      'a nested extension with options',
      'markdown_extensions:\n  - pymdownx.extra: {pymdownx.snippets: {base_path: [/]}}',
      'pymdownx.extra.pymdownx.snippets',
    ],
    [
      'options of an extension through another name',
      'markdown_extensions:\n  - markdown.extensions.extra: {pymdownx.snippets: {}}',
      'markdown.extensions.extra.pymdownx.snippets',
    ],
    [
      'a class',
      'markdown_extensions: ["pymdownx.snippets:SnippetExtension"]',
      'pymdownx.snippets:SnippetExtension',
    ],
    [
      'an extension that nobody knows',
      'markdown_extensions: [docs.evil]',
      'markdown_extensions.docs.evil',
    ],
    [
      'one of the names of an object',
      'markdown_extensions: [constructor]',
      'markdown_extensions.constructor',
    ],
    [
      'icons from a folder',
      'markdown_extensions:\n  - pymdownx.emoji: {options: {custom_icons: [/]}}',
      'pymdownx.emoji.options',
    ],
    ['a plugin', 'plugins: [techdocs-core, exec]', 'plugins.exec'],
    [
      'a plugin, in the mapping form',
      'plugins:\n  macros: {module_name: evil}',
      'plugins.macros',
    ],
    ['a hook', 'hooks: [evil.py]', 'hooks is not allowed'],
    [
      'a theme of its own',
      'theme: {name: material, custom_dir: evil}',
      'theme.custom_dir',
    ],
    ['the whole machine as pages', 'docs_dir: /', 'docs_dir'],
    ['pages above', 'docs_dir: docs/../../other', 'docs_dir'],
    [
      'another configuration',
      'INHERIT: ../../mkdocs.yml',
      'INHERIT is not allowed',
    ],
    [
      'a style from elsewhere',
      'extra_css: ["https://x.example/a.css"]',
      'extra_css',
    ],
    ['a link that acts', 'repo_url: "javascript:alert(1)"', 'repo_url'],
    ['the environment', 'site_name: !ENV TOWPATH_SESSION_SECRET', '!ENV'],
    [
      'a function of Python',
      'site_name: !!python/name:os.system',
      'python/name:os.system',
    ],
    [
      'a call of Python',
      'extra: !!python/object/apply:os.system [id]',
      'python/object/apply',
    ],
    [
      'a function where none belongs',
      'site_name: !!python/name:materialx.emoji.to_svg',
      'site_name',
    ],
    [
      'a forbidden key that is merged in',
      'x: &x {hooks: [evil.py]}\n<<: *x',
      'hooks',
    ],
    [
      'options that are merged in',
      'markdown_extensions:\n  - plantuml_markdown: &p {format: png}\n  - pymdownx.snippets: {<<: *p}',
      'pymdownx.snippets.format',
    ],
    [
      'a second document',
      'site_name: a\n---\nhooks: [evil.py]',
      'exactly one YAML document',
    ],
    ['a key that stands twice', 'docs_dir: docs\ndocs_dir: /', 'unique'],
    ['a list', '- a', 'mapping'],
    [
      'aliases that grow',
      `a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [${'*a,'.repeat(
        9,
      )}]\nc: &c [${'*b,'.repeat(9)}]\nextra: [${'*c,'.repeat(9)}]`,
      'alias',
    ],
  ])('%s', (_what, content, named) => {
    expect(() => rewrite(content)).toThrow(named);
  });

  it('names everything at once, line by line, what is allowed in its place, why, and the way out', () => {
    expect(() =>
      rewrite(
        'hooks: [a.py]\nmarkdown_extensions:\n  - plantuml_markdown: {server: x}',
      ),
    ).toThrow(
      /\n• hooks is not allowed; allowed here: .*site_name.*\n• markdown_extensions\.plantuml_markdown\.server is not allowed; allowed here: alt, classes.*\nAnybody who may push .*publish-docs-from-ci\.md\.$/s,
    );
  });
});

it('sees through a byte order mark', () => {
  expect(() => rewrite('\uFEFFhooks: [evil.py]')).toThrow('hooks');
  expect(written('\uFEFFsite_name: Kept').site_name).toBe('Kept');
});

it('leaves out what has no effect here, and says which', () => {
  const { content, leftOut } = rewrite(
    'site_dir: /etc\nextra_javascript: [https://x.example/a.js]',
  );
  expect(leftOut).toEqual(['extra_javascript', 'site_dir']);
  expect(content).not.toMatch(/etc|x\.example/);
});

it('keeps what pages are usually built with', () => {
  const { content } = rewrite(`site_name: Demo
theme: {name: material, palette: {primary: indigo}, features: [navigation.tabs]}
plugins: [techdocs-core, search, {redirects: {redirect_maps: {old.md: new.md}}}]
markdown_extensions:
  - admonition
  - toc: {permalink: true, toc_depth: 3}
  - pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji}
  - pymdownx.superfences:
      custom_fences: [{name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format}]
`);
  expect(content).toContain('!!python/name:material.extensions.emoji.twemoji');
  expect(content).toContain(
    '!!python/name:pymdownx.superfences.fence_code_format',
  );
  expect(content).toContain('redirect_maps');
});

it('builds a repository without a configuration', () => {
  expect(written(undefined)).toMatchObject({
    site_name: 'Demo',
    plugins: ['techdocs-core'],
    theme: { font: false },
  });
});

const ours = [
  'docs/mkdocs.yml',
  ...fs.globSync(
    '{packages/sandbox/company/repositories,templates}/**/mkdocs.yml',
    { cwd: ROOT },
  ),
];

it.each(ours)('%s is taken whole', file => {
  const content = fs
    .readFileSync(path.join(ROOT, file), 'utf8')
    .replaceAll('@@GIT_URL@@', 'http://localhost:7010')
    .replace(
      /\$\{\{ values\.repositoryUrl \| dump \}\}/g,
      'https://git.example.com/o/r',
    )
    .replace(/\$\{\{.*?\}\}/g, 'text');
  expect(written(content)).toMatchObject(parse(content));
});
