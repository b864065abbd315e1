import { parseArgs } from 'node:util';
import { UsageError } from './terminal';

/** Options that every verb takes, and those of single verbs. */
const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  format: { type: 'string' },
  watch: { type: 'boolean', short: 'w' },
  'overrides-file': { type: 'string' },
  'override-property': { type: 'string', multiple: true },
  environment: { type: 'string', short: 'e' },
  check: { type: 'boolean' },
  stdout: { type: 'boolean' },
  target: { type: 'string' },
  profile: { type: 'string' },
  tier: { type: 'string' },
  namespace: { type: 'string', short: 'n' },
  image: { type: 'string', short: 'i', multiple: true },
  outputs: { type: 'string' },
  output: { type: 'string', short: 'o' },
} as const;

type OptionName = keyof typeof OPTIONS;

const READING: OptionName[] = [
  'help',
  'format',
  'watch',
  'overrides-file',
  'override-property',
  'environment',
];

/** Which options a verb takes, and which formats it writes. */
const VERBS = {
  validate: { options: READING, formats: ['human', 'json', 'sarif'] },
  fix: {
    options: ['help', 'format', 'watch', 'check', 'stdout'],
    formats: ['human', 'json', 'sarif'],
  },
  render: {
    options: [
      ...READING,
      'target',
      'profile',
      'tier',
      'namespace',
      'image',
      'outputs',
      'output',
    ],
    formats: ['human', 'json', 'sarif'],
  },
  graph: {
    options: READING,
    formats: ['human', 'json', 'sarif', 'mermaid', 'dot'],
  },
  explain: { options: READING, formats: ['human', 'json', 'sarif'] },
} satisfies Record<string, { options: OptionName[]; formats: string[] }>;

export type Verb = keyof typeof VERBS;

/** A command line, understood. */
export interface Invocation {
  verb: Verb;
  names: string[];
  format: string;
  values: ReturnType<typeof parse>['values'];
}

function parse(args: string[]) {
  return parseArgs({ args, options: OPTIONS, allowPositionals: true });
}

/**
 * Understands a command line.
 *
 * @returns undefined when help is asked for.
 * @throws UsageError
 */
export function readInvocation(argv: string[]): Invocation | undefined {
  const [verb, ...rest] = argv;
  if (verb === undefined || ['help', '--help', '-h'].includes(verb)) {
    return undefined;
  }
  if (!Object.hasOwn(VERBS, verb)) {
    throw new UsageError(
      `${verb} is not a verb; choose one of ${Object.keys(VERBS).join(', ')}`,
    );
  }
  const { values, positionals } = parseOrRefuse(rest);
  if (values.help) return undefined;
  checkOptions(verb as Verb, Object.keys(values));
  const format = values.format ?? 'human';
  const { formats } = VERBS[verb as Verb];
  if (!formats.includes(format)) {
    throw new UsageError(
      `--format ${format} is not known to ${verb}; choose one of ${formats.join(
        ', ',
      )}`,
    );
  }
  return { verb: verb as Verb, names: positionals, format, values };
}

function parseOrRefuse(args: string[]) {
  try {
    return parse(args);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function checkOptions(verb: Verb, given: string[]): void {
  const known: string[] = VERBS[verb].options;
  const odd = given.find(name => !known.includes(name));
  if (odd) {
    throw new UsageError(
      `--${odd} is not an option of ${verb}; it takes ${known
        .map(name => `--${name}`)
        .join(', ')}`,
    );
  }
}
