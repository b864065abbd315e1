import { describeProblem } from '../describeProblem';
import { readDefinitions } from './readDefinitions';

const HEAD = `name: postgres-shared
title: PostgreSQL
type: postgres
driver: postgres
`;

const read = (...texts: string[]) =>
  readDefinitions(texts.map((text, at) => ({ file: `${at + 1}.yaml`, text })));

/** What is wrong with one file of a sound head and these lines. */
const problemsOf = (lines: string) =>
  read(`${HEAD}${lines}`).problems.map(describeProblem);

describe('files of definitions', () => {
  it('hold one definition or several, flat', () => {
    const { definitions, problems } = read(
      `# Shared.\n${HEAD}settings: { server: main }\n---\nname: b\ntitle: B\ntype: redis\ndriver: static\n---\n`,
    );
    expect(problems).toEqual([]);
    expect(definitions).toEqual([
      {
        name: 'postgres-shared',
        title: 'PostgreSQL',
        type: 'postgres',
        driver: 'postgres',
        settings: { server: 'main' },
        outputs: {},
      },
      expect.objectContaining({ name: 'b' }),
    ]);
  });

  it('are read in the order of their names, whatever order they come in', () => {
    const file = (name: string) => ({
      file: `${name}.yaml`,
      text: `name: ${name}\ntitle: T\ntype: ${name}x\ndriver: d`,
    });
    const names = (order: string[]) =>
      readDefinitions(order.map(file)).definitions.map(({ name }) => name);
    expect(names(['b', 'a'])).toEqual(names(['a', 'b']));
  });

  it('give none of their definitions when one is wrong, and leave the other files alone', () => {
    const { definitions, problems } = read(
      `${HEAD}---\nname: b\ntitle: B\ntype: redis\n`,
      'name: c\ntitle: C\ntype: mysql\ndriver: static',
    );
    expect(definitions.map(({ name }) => name)).toEqual(['c']);
    expect(problems.map(describeProblem)).toEqual([
      '1.yaml, line 6, column 1: driver: is missing; write 1 to 63 of a-z, 0-9 and "-", with neither end a "-"',
    ]);
  });
});

describe('a file that is wrong says where, and what to write', () => {
  it.each([
    [
      'drivr: x\n',
      '1.yaml, line 5, column 1: drivr: is not known here; did you mean driver?',
    ],
    [
      'match: { environment: [dev] }\n',
      '1.yaml, line 5, column 10: match.environment: is not known here; did you mean environments?',
    ],
    [
      'match: { environments: dev }\n',
      '1.yaml, line 5, column 24: match.environments: is text; write a list',
    ],
    [
      'sharing: { owner: component:default/shop }\n',
      expect.stringContaining('sharing.with: is missing'),
    ],
    [
      'sharing: { with: { team: false } }\n',
      expect.stringContaining('sharing.with.team: '),
    ],
    [
      'sharing: { with: { services: [shop] } }\n',
      expect.stringContaining('sharing.with.services[0]: is "shop"'),
    ],
    [
      'brings: [{ name: user, type: postgrs }]\n',
      '1.yaml, line 5, column 30: brings[0].type: "postgres-shared" brings postgrs, and no definition provides that type; did you mean postgres?',
    ],
    [
      'brings: [{ name: a, type: postgres }, { name: a, type: postgres, id: b }]\n',
      expect.stringContaining('"a" is brought twice'),
    ],
    [
      'brings: [{ name: a-b, type: postgres }]\n',
      expect.stringContaining('brings[0].name: is "a-b"'),
    ],
    [
      'brings: [{ name: a, type: postgres, id: "${param.x}" }]\n',
      expect.stringContaining('There is no param.'),
    ],
    [
      'outputs: { host: { type: string } }\nbrings: [{ name: a, type: postgres, params: { x: "${outputs.hots}" } }]\n',
      expect.stringContaining('There is no outputs.hots.'),
    ],
    [
      'outputs: { host: { type: string } }\nbrings: [{ name: a, type: postgres, order: before, params: { x: "${outputs.host}" } }]\n',
      expect.stringContaining('outputs'),
    ],
    [
      'settings: { x: "${brought.a.host}" }\nbrings: [{ name: a, type: postgres }]\n',
      expect.stringContaining('brought'),
    ],
    [
      'settings: { x: "${brought.b.host}" }\nbrings: [{ name: aa, type: postgres, order: before }]\n',
      expect.stringContaining('brought.b'),
    ],
    ['match: {}\n', expect.stringContaining('line 5, column 8: match: ')],
    [
      'match: { owners: [sales] }\n',
      '1.yaml, line 5, column 19: match.owners[0]: is "sales", which does not fit; write a whole reference: kind:namespace/name, such as group:default/platform-team',
    ],
    [
      'outputs: { host: { type: text } }\n',
      expect.stringContaining(
        'outputs.host.type: is "text", which is not one of those known; use string, number',
      ),
    ],
    [
      'outputs: { port: { type: integer, secret: true } }\n',
      expect.stringContaining('a secret is a text'),
    ],
    [
      // A param stands in Git, where everybody reads it.
      "outputs: { '*': { type: string, secret: true } }\n",
      expect.stringContaining('secret: is not known here'),
    ],
    [
      'onRemoval: keep\n',
      expect.stringContaining(
        'onRemoval: is "keep", which is not one of those known; use delete, retain',
      ),
    ],
    [
      'holdsData: "yes"\n',
      expect.stringContaining('holdsData: is text; write true or false'),
    ],
    [
      'description: 5\n',
      expect.stringContaining(
        'description: is a number; write it in quotes: "5"',
      ),
    ],
    ['settings: [\n', expect.stringContaining('it is not YAML')],
    ['title: again\n', expect.stringContaining('it is not YAML')],
    ['settings: { a: *b }\n', expect.stringContaining('Unresolved alias')],
    [
      'params: { properties: { size: { type: strng } } }\n',
      expect.stringContaining('params: '),
    ],
    [
      'params: { properties: { size: { type: integer, minimun: 1 } } }\n',
      expect.stringContaining('minimun'),
    ],
    ['params: { type: array }\n', expect.stringContaining('params are a map')],
    [
      'params: { $ref: "https://example.com/x.json" }\n',
      expect.stringContaining("can't resolve reference"),
    ],
    [
      'match: { when: "environment.teir == 1" }\n',
      '1.yaml, line 5, column 17: match.when: There is no environment.teir. It can ask about environment.name, environment.tier, environment.annotations.',
    ],
    [
      'settings:\n  a:\n    - x-${servce.name}\n',
      '1.yaml, line 7, column 11: settings.a[0]: There is no servce. It can ask about resource, params, service, environment.',
    ],
    [
      'settings: { a: "${params.size}" }\n',
      '1.yaml, line 5, column 19: settings.a: There is no params.size. Nothing is in params.',
    ],
    [
      'settings:\n  a: |\n    one\n    ${environment.teir}\n',
      expect.stringMatching(
        /^1\.yaml, line 6, column 6: settings\.a: line 2, column \d+ of it: There is no environment\.teir/,
      ),
    ],
    [
      'price: "${environment.teir}"\n',
      expect.stringContaining('price: There is no environment.teir'),
    ],
    [
      'settings: { a: "${service.name" }\n',
      expect.stringContaining('A placeholder is not closed'),
    ],
  ])('%s', (lines, problem) => {
    expect(problemsOf(lines)).toEqual([problem]);
  });

  it.each([
    ['', 'it holds no definition; write one, or remove the file'],
    ['# nothing\n', 'it holds no definition; write one, or remove the file'],
    ['- 1\n', 'is a list; write a map'],
    ['x'.repeat(1024 * 1024 + 1), 'at most 1048576 are read'],
    [`${'['.repeat(20_000)}`, 'it '],
  ])('and a file that is no definition: %#', (text, problem) => {
    const { definitions, problems } = read(text);
    expect(definitions).toEqual([]);
    expect(problems[0].message).toContain(problem);
  });

  it('says all that is wrong at once', () => {
    const found = problemsOf('drivr: x\nholdsData: 1\n---\nname: B\n');
    expect(found.length).toBeGreaterThan(4);
  });

  it('takes aliases that stand for billions of values as an error, not as an end of the process', () => {
    const lines = ['a: &a0 [x]'];
    for (let at = 1; at < 40; at++) {
      lines.push(`a${at}: &a${at} [*a${at - 1}, *a${at - 1}, *a${at - 1}]`);
    }
    expect(read(lines.join('\n')).problems).toHaveLength(1);
  });
});

describe('definitions of which one would win by chance', () => {
  const named = (name: string, lines = '') =>
    `name: ${name}\ntitle: T\ntype: postgres\ndriver: postgres\n${lines}`;

  it.each([
    ['', ''],
    ['class: default\n', ''],
    ['match: { tiers: [a, b] }\n', 'match: { tiers: [b] }\n'],
    [
      'match: { environments: [prod] }\n',
      'match: { environments: [dev, prod] }\n',
    ],
    [
      'match: { owners: [group:default/a] }\n',
      'match: { owners: [Group:default/A] }\n',
    ],
    ['match: { when: "true" }\n', 'match: { when: "true" }\n'],
    [
      'match: { annotations: { a: b } }\n',
      'match: { annotations: { a: b } }\n',
    ],
    ['id: x\n', 'id: x\n'],
  ])('are refused, both of them: %j and %j', (a, b) => {
    const { definitions, problems } = read(named('a', a), named('b', b));
    expect(definitions).toEqual([]);
    expect(problems.map(describeProblem)).toEqual([
      '1.yaml, line 1, column 1: "a" and "b" in 2.yaml apply to the same places, and neither is more specific; say in one of them where it applies',
      '2.yaml, line 1, column 1: "b" and "a" in 1.yaml apply to the same places, and neither is more specific; say in one of them where it applies',
    ]);
  });

  it.each([
    ['', 'class: large\n'],
    ['', 'class: "*"\n'],
    ['', 'match: { tiers: [a] }\n'],
    ['id: x\n', 'id: y\n'],
    ['match: { tiers: [a] }\n', 'match: { tiers: [b] }\n'],
    ['match: { tiers: [a] }\n', 'match: { environments: [a] }\n'],
    [
      'match: { annotations: { a: b } }\n',
      'match: { annotations: { a: c } }\n',
    ],
    [
      'match: { annotations: { a: b } }\n',
      'match: { annotations: { c: d } }\n',
    ],
    ['match: { when: "true" }\n', 'match: { when: "false" }\n'],
  ])('and not those that can be told apart: %j and %j', (a, b) => {
    expect(read(named('a', a), named('b', b)).problems).toEqual([]);
  });

  it('have a name of their own each, in one file and in two', () => {
    const two = named('a', 'class: large\n');
    const words = (file: string) =>
      `name: "a" is also the name of a definition in ${file}; give each its own`;
    expect(read(named('a'), two).problems.map(describeProblem)).toEqual([
      `1.yaml, line 1, column 7: ${words('2.yaml')}`,
      `2.yaml, line 1, column 7: ${words('1.yaml')}`,
    ]);
    expect(read(`${named('a')}---\n${two}`).problems).toHaveLength(2);
  });

  it('are not looked for in a file that is refused anyway', () => {
    const { definitions, problems } = read(
      named('a'),
      named('b', 'holdsData: 1\n'),
    );
    expect(definitions.map(({ name }) => name)).toEqual(['a']);
    expect(problems).toHaveLength(1);
  });
});

describe('definitions that bring each other', () => {
  const of = (name: string, type: string, lines: string) =>
    `name: ${name}\ntitle: T\ntype: ${type}\ndriver: postgres\n${lines}`;
  const bringing = (name: string, type: string, more = '') =>
    of(
      name,
      `${name}${name}`,
      `${more}brings: [{ name: next, type: ${type} }]\n`,
    );

  it('are refused where that never ends, and the circle is named', () => {
    const { problems } = read(
      bringing('a', 'bb'),
      bringing('b', 'aa'),
      bringing('c', 'aa'),
    );
    expect(problems.map(describeProblem)).toEqual([
      expect.stringMatching(
        /^1.yaml, line \d+, .*: a brings b brings a, and so/,
      ),
      expect.stringMatching(
        /^2.yaml, line \d+, .*: b brings a brings b, and so/,
      ),
    ]);
  });

  it('are left to the plan where a condition decides', () => {
    const { problems } = read(
      bringing('a', 'bb'),
      bringing('b', 'aa', 'match: { tiers: [x] }\n'),
    );
    expect(problems).toEqual([]);
  });

  it('may come to an end by a definition that is more specific', () => {
    const end = of('end', 'bb', 'match: { tiers: [x] }\n');
    const { problems } = read(bringing('a', 'bb'), bringing('b', 'aa'), end);
    expect(problems).toEqual([]);
  });
});
