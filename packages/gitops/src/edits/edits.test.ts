import fc from 'fast-check';
import { parse } from 'yaml';
import { applyEdits } from './applyEdits';
import type { Edit, KustomizeImageEdit, YamlEdit } from './types';

const FILE = 'apps/shop/kustomization.yaml';

async function apply(text: string | null | undefined, ...edits: Edit[]) {
  const read = async () => text ?? undefined;
  const { files, values } = await applyEdits(read, edits);
  return { text: files.has(FILE) ? files.get(FILE) : text, values };
}

const image = (edit: Partial<KustomizeImageEdit>): KustomizeImageEdit => ({
  type: 'kustomize-image',
  file: FILE,
  image: 'registry.example/shop',
  ...edit,
});

const value = (
  path: YamlEdit['path'],
  written: YamlEdit['value'],
): YamlEdit => ({ type: 'yaml', file: FILE, path, value: written });

const OVERLAY = `# Who changes this by hand tells the others.
resources: [../../base]
images: # by the pipeline
  - newTag: '1.0.0' # the running one
    name: registry.example/shop
  # the second
  - name: registry.example/cart
    newTag: 2.0.0
# the end
`;

describe('kustomize images', () => {
  it('changes the tag in its own quotes and leaves every comment', async () => {
    const { text, values } = await apply(OVERLAY, image({ newTag: '1.1.0' }));
    expect(text).toBe(OVERLAY.replace("'1.0.0'", "'1.1.0'"));
    expect(values).toMatchObject([
      { file: FILE, path: 'images[registry.example/shop]' },
    ]);
    expect(values).toMatchObject([{ before: '1.0.0', after: '1.1.0' }]);
  });

  it('puts a digest on the line of the tag that it replaces', async () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const { text, values } = await apply(OVERLAY, image({ digest }));
    expect(text).toContain(`  - digest: '${digest}' # the running one`);
    expect(parse(text!).images[0]).toEqual({
      name: 'registry.example/shop',
      digest,
    });
    expect((await apply(text!, values[0].undo)).text).toBe(OVERLAY);
  });

  it('adds a missing entry below the last one, before the comment that follows', async () => {
    const { text, values } = await apply(
      OVERLAY,
      image({ image: 'new', newTag: '1.10' }),
    );
    expect(text).toBe(
      OVERLAY.replace('2.0.0\n', '2.0.0\n  - name: new\n    newTag: "1.10"\n'),
    );
    expect(values[0].before).toBeUndefined();
    expect((await apply(text!, values[0].undo)).text).toBe(OVERLAY);
  });

  it.each([
    [
      'no images',
      'resources:\n- a\n',
      'resources:\n- a\nimages:\n- name: x\n  newTag: v1\n',
    ],
    [
      'no line ending',
      'namespace: a',
      'namespace: a\nimages:\n  - name: x\n    newTag: v1',
    ],
    [
      'an empty list',
      'images: [] # none\nkind: K\n',
      'images: \n  - name: x\n    newTag: v1 # none\nkind: K\n',
    ],
    [
      'nothing',
      'images: # none\nkind: K\n',
      'images: # none\n  - name: x\n    newTag: v1\nkind: K\n',
    ],
    [
      'a list on one line',
      'images: [{name: a, newTag: b}]\n',
      'images: [{name: a, newTag: b}, {name: x, newTag: v1}]\n',
    ],
    [
      'an entry without a tag',
      'kind: K\nimages:\n- name: x # it\n',
      'kind: K\nimages:\n- name: x # it\n  newTag: v1\n',
    ],
    [
      'an entry on one line',
      'kind: K\nimages: [{name: x}]\n',
      'kind: K\nimages: [{name: x, newTag: v1}]\n',
    ],
    [
      'Windows line endings',
      'images:\r\n- name: a\r\n  newTag: b\r\n',
      'images:\r\n- name: a\r\n  newTag: b\r\n- name: x\r\n  newTag: v1\r\n',
    ],
    [
      'a block text at the end',
      'a: |\n  text\n',
      'a: |\n  text\nimages:\n  - name: x\n    newTag: v1\n',
    ],
  ])('adds a tag to a file with %s', async (_, before, after) => {
    const edit = image({ image: 'x', newTag: 'v1' });
    const { text, values } = await apply(before, edit);
    expect(text).toBe(after);
    const undone = await apply(text!, values[0].undo);
    const again = await apply(undone.text!, edit);
    expect(parse(again.text!)).toEqual(parse(after));
  });

  it('keeps a byte order mark', async () => {
    const { text } = await apply(
      '\ufeffimages:\n- {name: x, newTag: a}\n',
      image({ image: 'x', newTag: 'b' }),
    );
    expect(text).toBe('\ufeffimages:\n- {name: x, newTag: b}\n');
  });

  it('reads an unquoted tag as it is written, so that 1.10 is not 1.1', async () => {
    const { values } = await apply(
      'images:\n- name: x\n  newTag: 1.10\n',
      image({ image: 'x', newTag: '1.11' }),
    );
    expect(values[0].before).toBe('1.10');
  });

  it.each([
    [
      'two entries of one name',
      'images: [{name: x}, {name: x}]',
      /2 entries for the image x/,
    ],
    ['two documents', 'a: 1\n---\nb: 1\n', /holds 2 YAML documents/],
    ['a list', '- a\n', /is no kustomization/],
    ['an empty file', '', /is no kustomization/],
    ['images that are no list', 'images: a\n', /images in .* is no list/],
    ['invalid YAML', 'a: [\n', /is not valid YAML: .*line 2/],
    [
      'a key twice',
      'a: 1\na: 2\n',
      /is not valid YAML: Map keys must be unique/,
    ],
    [
      'an anchor that others use',
      'images:\n- &x\n  name: x\n  newTag: a\nothers:\n- *x\n',
      /cannot be changed in one place alone/,
    ],
  ])('refuses %s, with words', async (_, text, words) => {
    await expect(
      apply(text, image({ image: 'x', newTag: 'v1' })),
    ).rejects.toThrow(words);
  });

  const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
  const tag = fc.oneof(
    fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,20}$/),
    fc.constantFrom('1.10', '0x1f', '1e3', 'on', 'null', '0123', '1_000', '~'),
  );
  const comment = fc.option(
    word.map(text => ` # ${text}: [x`),
    { nil: '' },
  );
  const quoted = fc.constantFrom('"', "'");
  const entry = fc.record({
    name: word,
    tag,
    comment,
    quote: quoted,
    first: fc.boolean(),
    above: comment,
  });
  const entryLines = (one: {
    name: string;
    tag: string;
    comment: string;
    quote: string;
    first: boolean;
    above: string;
  }) => {
    const pairs = [
      `name: ${one.quote}${one.name}${one.quote}`,
      `newTag: ${one.quote}${one.tag}${one.quote}${one.comment}`,
    ];
    if (one.first) pairs.reverse();
    return [
      ...(one.above ? [` ${one.above}`] : []),
      `  - ${pairs[0]}`,
      `    ${pairs[1]}`,
      '',
    ];
  };
  const overlay = fc
    .record({
      entries: fc.uniqueArray(entry, {
        selector: one => one.name,
        minLength: 1,
        maxLength: 5,
      }),
      head: comment,
      tail: comment,
      eol: fc.constantFrom('\n', '\r\n'),
    })
    .map(({ entries, head, tail, eol }) => ({
      names: entries.map(one => one.name),
      text: [
        head.trim(),
        'resources:',
        '  - ../../base',
        `images:${head}`,
        ...entries.flatMap(entryLines),
        'patches: []',
        tail.trim(),
        '',
      ].join(eol),
    }));

  it('changes only its own line, whatever stands around it', async () => {
    await fc.assert(
      fc.asyncProperty(
        overlay,
        tag,
        fc.nat(),
        async ({ names, text }, newTag, pick) => {
          const name = names[pick % names.length];
          const edit = image({ image: name, newTag });
          const changed = await apply(text, edit);
          const [before, after] = [text, changed.text!].map(one =>
            one.split('\n'),
          );
          const differing = before.filter(
            (line, index) => line !== after[index],
          );
          expect(after).toHaveLength(before.length);
          expect(differing.length).toBeLessThanOrEqual(1);
          const entries = parse(changed.text!).images as {
            name: string;
            newTag: string;
          }[];
          expect(entries.find(one => one.name === name)!.newTag).toBe(newTag);
          expect(
            (await apply(changed.text!, changed.values[0].undo)).text,
          ).toBe(text);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('only adds lines for a new entry, and only takes them away again', async () => {
    await fc.assert(
      fc.asyncProperty(overlay, tag, async ({ text }, newTag) => {
        const added = await apply(
          text,
          image({ image: 'registry/new', newTag }),
        );
        const lines = added.text!.split(/\r?\n/);
        const at = lines.findIndex(line => line.includes('registry/new'));
        lines.splice(at, 2);
        expect(lines).toEqual(text.split(/\r?\n/));
        expect((await apply(added.text!, added.values[0].undo)).text).toBe(
          text,
        );
      }),
      { numRuns: 200 },
    );
  });
});

describe('YAML values', () => {
  const VALUES = `image:\n  repository: "shop" # where\n  tag:   1.0.0   # which\nreplicas: 2\nenv: [{name: A, value: 'b'}]\nempty:\ntext: |\n  one\n  two\nlast: x\n`;

  it.each([
    [['image', 'tag'], '1.1.0', 'tag:   1.1.0   # which'],
    [['image', 'tag'], '1.1', 'tag:   "1.1"   # which'],
    [['image', 'repository'], 'cart', 'repository: "cart" # where'],
    [['replicas'], 3, 'replicas: 3\n'],
    [['replicas'], '3', 'replicas: "3"\n'],
    [['env', 0, 'value'], "it's", "value: 'it''s'}]"],
    [['empty'], true, 'empty: true\n'],
    [['text'], 'short', 'text: short\nlast: x\n'],
    [['last'], 'a: b # c', 'last: "a: b # c"\n'],
  ])('writes %j', async (path, written, expected) => {
    const { text } = await apply(VALUES, value(path, written));
    expect(text).toContain(expected);
  });

  it('records what it needs to write the old value back', async () => {
    for (const path of [
      ['image', 'tag'],
      ['replicas'],
      ['env', 0, 'value'],
      ['last'],
    ]) {
      const { text, values } = await apply(VALUES, value(path, 'other'));
      expect((await apply(text!, values[0].undo)).text).toBe(VALUES);
    }
  });

  it('finds the one document of a file that has the path', async () => {
    const text = 'kind: A\n---\nkind: B\nspec: {image: a}\n';
    const changed = await apply(text, value(['spec', 'image'], 'b'));
    expect(changed.text).toBe(text.replace('image: a', 'image: b'));
    await expect(apply(text, value(['kind'], 'C'))).rejects.toThrow(
      /holds 2 YAML documents, and 2 of them has kind/,
    );
  });

  it.each([
    [['image', 'tga'], /has no image.tga: image has the keys repository, tag/],
    [['nothing'], /its root has the keys image/],
    [['env', 4, 'value'], /env is a list of 1/],
    [['image'], /image in .* is a mapping: name a single value/],
  ])('refuses the path %j, and says what is there', async (path, words) => {
    await expect(apply(VALUES, value(path, 'x'))).rejects.toThrow(words);
  });

  it('refuses to change a value that others share by an anchor', async () => {
    const text = 'a: &a 1\nb: *a\n';
    await expect(apply(text, value(['a'], 2))).rejects.toThrow(
      /in one place alone/,
    );
    expect((await apply(text, value(['b'], 2))).text).toBe('a: &a 1\nb: 2\n');
  });

  it('writes any text so that it reads back as that text, in any quotes', async () => {
    const quote = fc.constantFrom("''", '""', 'plain', '{a: b}');
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme' }),
        quote,
        async (written, old) => {
          const before = `a: 1 # one\nb: [${
            old === '{a: b}' ? 'x' : old
          }, z] # two\nc: 3\n`;
          const { text } = await apply(before, value(['b', 0], written));
          expect(parse(text!)).toEqual({ a: 1, b: [written, 'z'], c: 3 });
          expect(text!.split('\n')).toHaveLength(4);
        },
      ),
    );
  });
});

/** Texts of people: what a file has, the path of a value in it, and how the page shows what is there. */
const WRITTEN_BY_HAND: [string, YamlEdit['path'], string][] = [
  ['build: 20261128124500123\n', ['build'], '20261128124500123'],
  ['image:\n  tag: 1.10\n', ['image', 'tag'], '1.10'],
  ['hex: 0x1F\n', ['hex'], '0x1F'],
  ['octal: 010\n', ['octal'], '010'],
  ['octal: 0o17\n', ['octal'], '0o17'],
  ['big: 12e5\n', ['big'], '12e5'],
  ['big: +.5E-3 # so\n', ['big'], '+.5E-3'],
  ['flag: yes\n', ['flag'], 'yes'],
  ['flag: True\n', ['flag'], 'True'],
  ['none:\nb: 1\n', ['none'], ''],
  ['none:', ['none'], ''],
  ['none:  \t \nb: 1\n', ['none'], ''],
  ['none:    # until later\nb: 1\n', ['none'], ''],
  ['none: &x\nb: 1\n', ['none'], ''],
  ['none: ~\n', ['none'], '~'],
  ['none: Null\n', ['none'], 'Null'],
  ['not: .NaN\nmost: -.inf\n', ['not'], '.NaN'],
  ['not: .NaN\nmost: -.inf\n', ['most'], '-.inf'],
  ['{a: , b: 1}\n', ['a'], ''],
  ['list:\n- \n- b\n', ['list', 0], ''],
  ['list:\n-\n- b\n', ['list', 0], ''],
  ['list: [1.0, 2]\n', ['list', 0], '1.0'],
  ['tag: "1.10"\n', ['tag'], '1.10'],
  ['tag: "\\x31.1\\x30"   # escaped\n', ['tag'], '1.10'],
  ["tag: '1.1''0'\n", ['tag'], "1.1'0"],
  ['tag: "1.\\\n  10"\n', ['tag'], '1.10'],
  ['tag: 1.10\n  beta\nb: 1\n', ['tag'], '1.10 beta'],
  ['tag: |\n  1.10\n  x\nb: 1\n', ['tag'], '1.10\nx\n'],
  ['tag: |+ # kept\n  1.10\n\n\nb: 1\n', ['tag'], '1.10\n\n\n'],
  ['tag: >-\n    1.10\n    x\nb: 1\n', ['tag'], '1.10 x'],
  ['tag: >2\n   1.10', ['tag'], ' 1.10\n'],
  ['v: &v 1.10\ntag: *v # shared\n', ['tag'], '1.10'],
  ['tag: &v 1.10 # named\n', ['tag'], '1.10'],
  ['tag: !!str 1.10\n', ['tag'], '1.10'],
  ['"tag" : 1.10\n', ['tag'], '1.10'],
  ['? tag\n: 1.10\n', ['tag'], '1.10'],
  ['tag:\n  1.10\nb: 1\n', ['tag'], '1.10'],
  ['tag: 1.10\r\nb: 1\r\n', ['tag'], '1.10'],
  ['none:\r\nb: 1\r\n', ['none'], ''],
  ['tag: |\r\n  1.10\r\nb: 1\r\n', ['tag'], '1.10\n'],
  ['\ufefftag: 0x1F', ['tag'], '0x1F'],
  ['a: 1\n---\nb: 1.10\n', ['b'], '1.10'],
];

describe('writing back', () => {
  it.each(WRITTEN_BY_HAND)(
    'brings back %j byte for byte, and shows it before',
    async (text, path, shown) => {
      for (const written of ['1.2.3', '1.10']) {
        const { text: changed, values } = await apply(
          text,
          value(path, written),
        );
        expect(values[0].before).toBe(shown);
        // As it comes out of a database.
        const [{ undo }] = JSON.parse(JSON.stringify(values));
        const back = await apply(changed, undo);
        expect(back.text).toBe(text);
        expect(back.values[0].after).toBe(shown);
      }
    },
  );

  it('takes a number that only looks the same for another one', async () => {
    const { text, values } = await apply(
      'build: 20261128124500123\n',
      value(['build'], 20261128124500124),
    );
    expect(text).toBe('build: 20261128124500124\n');
    expect(values[0]).toMatchObject({
      before: '20261128124500123',
      after: '20261128124500124',
    });
  });

  it.each([7, true, null, ''])(
    'brings back what %j took the place of',
    async written => {
      for (const [text, path] of WRITTEN_BY_HAND) {
        if (text.includes('!!str')) continue;
        const { text: changed, values } = await apply(
          text,
          value(path, written),
        );
        expect((await apply(changed, values[0].undo)).text).toBe(text);
      }
    },
  );

  it('refuses to bring back what would now change something else', async () => {
    const { values } = await apply('a: x\n', value(['a'], 'y'));
    const undo = { ...values[0].undo, source: '1\nb: 2' } as YamlEdit;
    await expect(apply('a: y\n', undo)).rejects.toThrow(/in one place alone/);
  });

  it.each([
    ['a tag without quotes', 'images:\n- name: x\n  newTag: 1.10 # it\n'],
    ['an empty tag', 'images:\n- name: x\n  newTag:\n'],
    ['a tag of no letters', "images:\n- name: x\n  newTag: '' # none\n"],
    ['no images', 'kind: K'],
    ['an empty list', 'images: [] # none\nkind: K\n'],
    ['nothing', 'images: ~ # none\r\nkind: K\r\n'],
    ['an entry of one word', 'images:\n- name: x # it\n- name: y\n'],
    [
      'a digest and what is said of it',
      `images:\n- digest: sha256:${'a'.repeat(
        64,
      )} # pinned by Bob\n  name: x\n  # until May\n  newTag: "1.0"\n`,
    ],
    [
      'an entry on one line',
      `images: [{name: y, newTag: 1.2.3}, { name: x , digest: "sha256:b" }]\n`,
    ],
  ])('brings back a kustomization with %s byte for byte', async (_, text) => {
    const digest = `sha256:${'c'.repeat(64)}`;
    for (const written of [
      { newTag: '1.2.3' },
      { digest },
      { newTag: '1.2.3', digest },
    ]) {
      const edit = image({ image: 'x', ...written });
      const { text: changed, values } = await apply(text, edit);
      const [{ undo }] = JSON.parse(JSON.stringify(values));
      expect((await apply(changed, undo)).text).toBe(text);
    }
  });

  it('brings the values of a kustomization back when somebody changed what stands beside them', async () => {
    const text = 'images:\n- name: x\n  newTag: 1.10\n';
    const { text: changed, values } = await apply(
      text,
      image({ image: 'x', newTag: '2' }),
    );
    const since = changed!.replace('newTag: "2"', 'newTag: "2" # fine');
    const back = await apply(since, values[0].undo);
    expect(back.text).toBe(text.replace('1.10', '"1.10" # fine'));
  });

  it('brings nothing back twice', async () => {
    const text = 'images:\n- name: x\n  newTag: 1.10\n';
    const { text: changed, values } = await apply(
      text,
      image({ image: 'x', newTag: '2' }),
    );
    const { undo } = values[0];
    const back = await apply(changed, undo);
    expect((await apply(back.text, undo)).text).toBe(text);
  });
});

describe('whole files', () => {
  it('writes, removes and writes back', async () => {
    const removed = await apply('old\n', {
      type: 'file',
      file: FILE,
      content: null,
    });
    expect(removed.text).toBeNull();
    expect(removed.values[0].undo).toEqual({
      type: 'file',
      file: FILE,
      content: 'old\n',
    });
  });

  it.each([
    '../x',
    '/etc/passwd',
    'a//b',
    '.git/config',
    'a/.GIT/x',
    'a\\b',
    '',
  ])('refuses the path "%s"', async file => {
    await expect(
      apply('', { type: 'file', file, content: '' }),
    ).rejects.toThrow(/is no path inside/);
  });
});

it('says which file is missing', async () => {
  await expect(apply(undefined, image({ newTag: 'a' }))).rejects.toThrow(
    `${FILE} does not exist`,
  );
});
