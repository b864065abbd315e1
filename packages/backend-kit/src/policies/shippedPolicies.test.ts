import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readPolicyFile, type PolicyFile } from './readPolicyFile';
import { POLICY_SUBJECTS } from './subjects';

const FOLDER = path.resolve(__dirname, '../../../../platform/policies');
const files = readdirSync(FOLDER);

/** All that rules about anything can ask about; each plugin tests its own. */
const variables = [
  ...['service', 'environment', 'source', 'version', 'image', 'from', 'to'],
  ...['requestedBy', 'automatic', 'rollback', 'now', 'workload', 'resources'],
  ...['objects', 'cost', 'template', 'input', 'requester', 'action'],
  ...['stack', 'plan', 'agreed', 'prices'],
];

function read(file: string): PolicyFile {
  const text = readFileSync(path.join(FOLDER, file), 'utf8');
  const [found] = POLICY_SUBJECTS.flatMap(
    subject => readPolicyFile(file, text, { subject, variables }) ?? [],
  );
  return found;
}

describe.each(files)('%s of the policies that come with the portal', file => {
  it('can be used, and names who answers for it', () => {
    const { problems, policy } = read(file);
    expect(problems).toEqual([]);
    expect(policy!.definition.owner).toMatch(/^group:/);
    expect(policy!.definition.description).toBeTruthy();
  });

  it('has an example of every rule, and one in which none speaks', () => {
    const { rules = [], examples = [] } = read(file).policy!.definition;
    const shown = new Set(examples.flatMap(one => one.rules ?? []));
    expect(rules.map(({ name }) => name).filter(n => !shown.has(n))).toEqual(
      [],
    );
    expect(examples.some(({ effect }) => effect === 'allow')).toBe(true);
  });
});

it('judge everything that is judged', () => {
  const judged = files.flatMap(
    file => read(file).policy?.definition.appliesTo ?? [],
  );
  expect([...new Set(judged)].sort()).toEqual([...POLICY_SUBJECTS].sort());
});
