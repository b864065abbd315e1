import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { PolicyFolder } from '@towpath/backend-kit';
import { StillClock } from '@towpath/clock/testing';
import { readScore, type ValidRead } from '@towpath/score';
import { WORKLOAD_VARIABLES, WorkloadJudge } from './WorkloadJudge';

const SCORE = `apiVersion: score.dev/v1b1
metadata:
  name: 3d
containers:
  app:
    image: nginx:1.27
`;

const folder = createMockDirectory();
const clock = new StillClock();
const judge = new WorkloadJudge(
  new PolicyFolder({
    folders: [folder.path],
    reader: { subject: 'workload', variables: WORKLOAD_VARIABLES },
    ...{ clock, logger: mockServices.logger.mock() },
  }),
);

function given(rule: object) {
  const rules = [
    {
      ...{ name: 'name', when: 'workload.metadata.name == "3d"' },
      ...{ effect: 'deny', message: '"${workload.metadata.name}" is odd.' },
      ...rule,
    },
  ];
  folder.setContent({
    'a.yaml': JSON.stringify({ name: 'shop', appliesTo: ['workload'], rules }),
  });
  clock.advance(10_000);
}

async function check() {
  const read = readScore(SCORE, { dialect: 'normalise' }) as ValidRead;
  const service = { ref: 'component:default/three', name: 'three' };
  const found = await judge.check(read, service);
  return found.map(({ severity, message, position }) => [
    ...[severity, message, position?.line],
  ]);
}

describe('what rules about workloads say to who writes one', () => {
  it.each([
    ['deny', 'error'],
    ['gate', 'warning'],
    ['allow', 'note'],
  ])('%s is of severity %s, at the line of its field', async (effect, as) => {
    given({ effect, field: 'workload.metadata.name' });
    expect(await check()).toEqual([[as, '"3d" is odd. (shop: name)', 3]]);
  });

  it('stands in the field around one that the file does not have', async () => {
    given({ field: 'workload.metadata.annotations' });
    expect(await check()).toEqual([['error', '"3d" is odd. (shop: name)', 3]]);
  });

  it('is an error where a rule cannot be evaluated', async () => {
    given({ when: 'service.owner == ""' });
    const [[severity, message]] = await check();
    expect(severity).toBe('error');
    expect(message).toContain('cannot be evaluated');
  });

  it('is nothing where no rule speaks', async () => {
    given({ when: 'false' });
    expect(await check()).toEqual([]);
  });
});
