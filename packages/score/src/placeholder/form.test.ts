import { readScore, renderKubernetes } from '..';

const withPlaceholder = (ref: string) => `
apiVersion: score.dev/v1b1
metadata: { name: shop }
containers:
  app:
    image: x
    variables:
      HOST: ${JSON.stringify(`\${${ref}}`)}
resources:
  db: { type: postgres }
`;

const find = (ref: string) =>
  readScore(withPlaceholder(ref)).diagnostics.map(
    ({ code, message, fix, position }) =>
      `${position?.line} ${code}: ${message}. ${fix?.text}`,
  );

const KEEP = 'to keep it as text, write $${…}';

describe('a placeholder of another language', () => {
  it.each([
    ['resources.db.host:-localhost', 'has a default value, and Score has none'],
    ['resources.db.host:-a.b.c', 'has a default value, and Score has none'],
    ['resources.db.host:=x', 'has a default value, and Score has none'],
    ['resources.db.host=x', 'has a default value, and Score has none'],
    ['resources.db.host:?no host', 'has a rule of a shell, and Score has none'],
    ['resources.db.host|upper', 'has a filter, and Score has none'],
    ['resources.db.host | upper', 'has a filter, and Score has none'],
    [
      'resources.db.host()',
      'looks into a list or calls something, and Score does neither',
    ],
    [
      'resources.db.host[0]',
      'looks into a list or calls something, and Score does neither',
    ],
    ['resources.db.host name', 'has a space'],
    ['resources.db.host ', 'has a space'],
    [' resources.db.host', 'has a space'],
    ['resources .db.host', 'has a space', 'resources.NAME.OUTPUT'],
    ['resources.db.ho\tst', 'has a space', 'resources.db.ho'],
    ['resources.db.host\n', 'has a space'],
    [
      'resources.db.host!',
      'has "!", which no name has',
      'resources.NAME.OUTPUT',
    ],
    [
      'resources.db.host/path',
      'has "/", which no name has',
      'resources.NAME.OUTPUT',
    ],
    [
      "resources.db.'host'",
      `has "'", which no name has`,
      'resources.NAME.OUTPUT',
    ],
    [
      'resources.db.hôst',
      'has "ô", which no name has',
      'resources.NAME.OUTPUT',
    ],
    [
      'resources.db.host\\',
      'has "\\\\", which no name has',
      'resources.NAME.OUTPUT',
    ],
    [
      'resources.db:-x',
      'has a default value, and Score has none',
      'resources.NAME.OUTPUT',
    ],
    ['resources.d b.host', 'has a space', 'resources.NAME.OUTPUT'],
  ])(
    'is refused with what to write: ${%s}',
    (ref, problem, meant = 'resources.db.host') => {
      const found = find(ref);

      expect(found).toEqual([
        `8 placeholder/form: \${${ref}} ${problem}. write \${${meant}}; ${KEEP}`,
      ]);
    },
  );

  it.each([
    'resources.db.host',
    'resources.db.a_b-C.9',
    'resources.db.tls\\.crt',
  ])('is none where it is as Score writes it: ${%s}', ref => {
    expect(find(ref)).toEqual([]);
  });

  it('becomes no key of a Secret where only the file of a source has it', () => {
    const { workload } = readScore(`
apiVersion: score.dev/v1b1
metadata: { name: shop }
containers:
  app: { image: x, files: { /a: { source: a.txt } } }
resources:
  db: { type: postgres }
`);
    const { objects, diagnostics } = renderKubernetes([workload!], {
      unknownOutputs: 'refer',
      readSource: () => Buffer.from('${resources.db.host:-localhost}'),
    });

    expect(objects).toEqual([]);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      "invalid ref 'resources.db.host:-localhost': it has a default value, and Score has none",
    ]);
  });
});
