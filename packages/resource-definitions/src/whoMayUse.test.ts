import { whoMayUse } from './whoMayUse';
import type { SharingDefinition } from './types';

const owner = {
  ref: 'component:default/payments',
  owner: 'group:default/payments',
  system: 'system:default/money',
};
const worker = { ref: 'component:default/worker' };

describe('who may use what another service has', () => {
  it.each<[string, SharingDefinition['with'] | undefined, object, string]>([
    ['what nobody shares', undefined, { owner: owner.owner }, 'no'],
    ['a named service', { services: [worker.ref] }, {}, 'named'],
    [
      'a named service, in another case',
      { services: ['Component:default/Worker'] },
      {},
      'named',
    ],
    [
      'another one of the name, elsewhere',
      { services: ['component:other/worker'] },
      {},
      'no',
    ],
    [
      'a service of a named group, by its own file',
      { owners: ['group:default/x'] },
      { owner: 'group:default/x' },
      'asks',
    ],
    [
      'a service that says it is of the team',
      { team: true },
      { owner: owner.owner },
      'asks',
    ],
    [
      'a service that says it is of the system',
      { system: true },
      { system: owner.system },
      'asks',
    ],
    [
      'one of the system alone, where the team shares',
      { team: true },
      { system: owner.system },
      'no',
    ],
    [
      'a stranger',
      { team: true, system: true },
      { owner: 'group:default/x' },
      'no',
    ],
  ])('%s', (_what, shared, more, answer) => {
    const sharing = shared && { with: shared };
    const user = { ...worker, ...more };
    expect(whoMayUse({ sharing }, { owner, user })).toBe(answer);
  });

  it('takes two services that nobody owns for strangers', () => {
    const nobody = { ref: owner.ref };
    expect(
      whoMayUse(
        { sharing: { with: { team: true, system: true } } },
        { owner: nobody, user: worker },
      ),
    ).toBe('no');
  });

  it('lets the owner that the platform names use what another one has', () => {
    const sharing = { owner: worker.ref, with: { team: true } };
    expect(whoMayUse({ sharing }, { owner, user: worker })).toBe('named');
  });
});
