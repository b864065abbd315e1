import { versionEdits } from './versionEdits';

const DIGEST = `sha256:${'c'.repeat(64)}`;
const repository = 'registry.example/shop';

const edits = (
  text: string,
  { tag = '1.4.0', digest }: { tag?: string; digest?: string } = {},
  path = ['image', 'tag'],
) =>
  versionEdits({
    file: 'values.yaml',
    text,
    path,
    version: tag,
    image: {
      repository,
      tag,
      digest,
      reference: `${repository}:${tag}${digest ? `@${digest}` : ''}`,
    },
    isHelm: true,
  }).map(edit => edit.type === 'yaml' && [edit.path.join('.'), edit.value]);

// A digest that stays behind has the last word over the tag that is written.
it.each([
  ['a tag alone', 'image: {tag: 1.3.0}', undefined, [['image.tag', '1.4.0']]],
  [
    'a tag with a digest beside it',
    'image: {tag: 1.3.0, digest: "sha256:b"}',
    DIGEST,
    [
      ['image.tag', '1.4.0'],
      ['image.digest', DIGEST],
    ],
  ],
  [
    'a digest of another version',
    'image: {tag: 1.3.0, digest: "sha256:b"}',
    undefined,
    [
      ['image.tag', '1.4.0'],
      ['image.digest', ''],
    ],
  ],
  [
    'a place for a digest',
    'image: {tag: 1.3.0, digest: ""}',
    DIGEST,
    [
      ['image.tag', '1.4.0'],
      ['image.digest', DIGEST],
    ],
  ],
  [
    'a digest behind the tag',
    'image: {tag: "1.3.0@sha256:b"}',
    DIGEST,
    [['image.tag', `1.4.0@${DIGEST}`]],
  ],
  [
    'a whole reference',
    `image: {tag: "${repository}:1.3.0"}`,
    DIGEST,
    [['image.tag', `${repository}:1.4.0@${DIGEST}`]],
  ],
])('writes tag and digest together into %s', (_, text, digest, expected) => {
  expect(edits(text, { digest })).toEqual(expected);
});

it('refuses a values file of which Helm reads one part only', () => {
  expect(() => edits('a: 1\n---\nimage: {tag: 1}\n')).toThrow(
    /holds 2 YAML documents, and Helm reads the first/,
  );
});
