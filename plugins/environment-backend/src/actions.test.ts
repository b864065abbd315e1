import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { registerActions } from './actions';
import type { ActionServices } from './actions/ActionServices';

const registry = actionsRegistryServiceMock();
const asked = jest.fn();

/** Answers each call with who asked. */
const answering = new Proxy(
  {},
  {
    get:
      () =>
      async (...call: unknown[]) =>
        asked(...call) ?? {},
  },
);

beforeAll(() => {
  registerActions(registry, {
    auth: mockServices.auth(),
    comparisons: answering,
    deployments: answering,
    freezes: answering,
    promotions: answering,
  } as ActionServices);
});

beforeEach(() => {
  asked.mockReset();
  asked.mockReturnValue({ items: [], total: 0 });
});

const invoke = (id: string, input: object, credentials: object) =>
  registry.invoke({
    id: `test:${id}`,
    input,
    credentials: credentials as ReturnType<typeof mockCredentials.service>,
  } as never);

it.each(['list-services', 'list-promotions', 'list-freezes'])(
  'lets a service look: %s',
  async id => {
    await invoke(id, {}, mockCredentials.service('plugin:scaffolder'));

    expect(asked).toHaveBeenCalledWith(
      {},
      expect.objectContaining({ by: 'plugin:scaffolder' }),
    );
  },
);
