import { mkdtempSync, readdirSync, rmSync, statSync } from 'fs';
import { tmpdir } from 'os';
import path from 'path';
import { parse, parseAllDocuments } from 'yaml';
import { fetchTemplate, read } from './__testUtils__/renderNewService';
import { runAction } from './__testUtils__/runAction';

const FOLDER = path.resolve(__dirname, '../../../templates');

const HOSTILE = [
  'x\n---\napiVersion: backstage.io/v1alpha1\nkind: Component',
  'x\nother: yes',
  'x # no comment',
  '"x"\nother: yes',
  '{a: 1}',
  '[1, 2]',
  '*alias',
  '!!js/function x',
  "x'\nother: 'yes",
  'x: y',
  'null',
  '0x10',
  'x\r\nother: yes',
  'x\u2028other: yes',
  'x\u0085other: yes',
];

interface Step {
  action: string;
  input: { url: string; values: Record<string, unknown> };
}

const steps = readdirSync(FOLDER).flatMap(template =>
  (parse(read(FOLDER, template, 'template.yaml')).spec.steps as Step[])
    .filter(({ action }) => action === 'fetch:template')
    .flatMap(({ input }) =>
      ['node', 'python'].map(language => ({
        template,
        url: input.url.replace(/\$\{\{.*\}\}/, language),
        names: Object.keys(input.values),
        language,
      })),
    ),
);

/** What the template writes, by the names of its YAML files. */
async function render(step: (typeof steps)[number], value: string) {
  const workspacePath = mkdtempSync(path.join(tmpdir(), 'template-'));
  const values = Object.fromEntries(step.names.map(name => [name, value]));
  await runAction(
    fetchTemplate,
    { url: step.url, values: { ...values, language: step.language } },
    {
      workspacePath,
      baseUrl: `file://${path.join(FOLDER, step.template, 'template.yaml')}`,
    },
  );
  const files = readdirSync(workspacePath, { recursive: true })
    .map(String)
    .filter(file => statSync(path.join(workspacePath, file)).isFile())
    .filter(file => /\.(ya?ml|json)$/.test(file));
  const texts = files.map(file => [file, read(workspacePath, file)] as const);
  rmSync(workspacePath, { recursive: true });
  return texts;
}

/** The shape of a document: its keys and kinds of values, without the values. */
function shapeOf(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map(one => shapeOf(one, name));
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.entries(value).map(([key, inner]) => [
    // A file may be keyed by the name of the service.
    key === name ? 'the name' : key,
    shapeOf(inner, name),
  ]);
}

const shapesOf = async (step: (typeof steps)[number], value: string) =>
  (await render(step, value)).map(([file, text]) => [
    file,
    parseAllDocuments(text).map(document => {
      expect([file, document.errors]).toEqual([file, []]);
      return shapeOf(document.toJS(), value);
    }),
  ]);

it.each(steps)(
  'puts each value into one place of a file: $template $url ($language)',
  async step => {
    const plain = await shapesOf(step, 'demo');
    expect(plain.length).toBeGreaterThan(0);

    for (const value of HOSTILE) {
      const hostile = await shapesOf(step, value);
      expect([value, hostile]).toEqual([value, plain]);
    }
  },
);
