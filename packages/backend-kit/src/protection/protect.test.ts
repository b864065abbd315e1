import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import type { Caller } from '../caller/Caller';
import { Authorizer } from './Authorizer';
import type { ProtectionTable } from './Protection';
import { protect } from './protect';

interface Parcel {
  id: string;
  owner: string;
  canOpen?: { allowed: boolean };
}

interface Parcels {
  open(
    id: string,
    request: { reason?: string },
    caller: Caller,
  ): Promise<Parcel>;
  list(caller: Caller): Promise<Parcel[]>;
}

const readPermission = createPermission({
  name: 'parcel.read',
  attributes: { action: 'read' },
});
const openPermission = createPermission({
  name: 'parcel.open',
  attributes: { action: 'update' },
  resourceType: 'parcel',
});
const mayOpen = (resourceRef: string) => ({
  permission: openPermission,
  resourceRef,
});

const table: ProtectionTable<Parcels> = {
  open: {
    callers: { service: openPermission },
    permission: (caller, id) => (id === caller.by ? undefined : mayOpen(id)),
    eventId: 'parcel-open',
    meta: (id, { reason }) => ({ id, reason }),
    outcome: ({ owner }) => ({ owner }),
  },
  list: {
    permission: readPermission,
    eventId: 'parcel-read',
    severityLevel: 'low',
    complete: async (parcels, { ask }) => {
      const answers = await ask(parcels.map(({ id }) => mayOpen(id)));
      return parcels.map((one, at) => ({ ...one, canOpen: answers[at] }));
    },
  },
};

const inner = {
  open: jest.fn(async (id: string) => ({ id, owner: 'ada' })),
  list: jest.fn(async () => ['1', '2', '1'].map(id => ({ id, owner: 'ada' }))),
};
const auditor = mockServices.auditor.mock();
const permissions = mockServices.permissions.mock();
const event = { success: jest.fn(), fail: jest.fn() };
const parcels = protect<Parcels>(inner, {
  auditor,
  authorizer: new Authorizer({
    permissions,
    describe: ref => `parcel ${ref}`,
    wayOut: 'Ask who sent it',
  }),
  table,
});

const ada: Caller = {
  credentials: mockCredentials.user('user:default/ada'),
  by: 'user:default/ada',
};
const service = (accessRestrictions?: {
  permissionNames: string[];
}): Caller => ({
  credentials: mockCredentials.service('external:ci', accessRestrictions),
  by: 'external:ci',
});
const allow = (...results: boolean[]) =>
  permissions.authorize.mockResolvedValueOnce(
    results.map(one => ({
      result: one ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
    })),
  );

beforeEach(() => {
  jest.clearAllMocks();
  auditor.createEvent.mockResolvedValue(event);
});

it('writes down what was asked and what came of it', async () => {
  allow(true);
  await parcels.open('7', { reason: undefined }, ada);
  expect(auditor.createEvent).toHaveBeenCalledWith({
    eventId: 'parcel-open',
    severityLevel: 'medium',
    request: undefined,
    meta: { id: '7', by: 'user:default/ada' },
  });
  expect(event.success).toHaveBeenCalledWith({ meta: { owner: 'ada' } });
});

it.each<[string, () => Promise<unknown>, RegExp]>([
  [
    'the policy refuses',
    () => {
      allow(false);
      return parcels.open('7', {}, ada);
    },
    /takes the permission parcel.open for parcel 7, which you do not have. Ask who sent it/,
  ],
  [
    'the policy cannot be asked',
    () => {
      permissions.authorize.mockRejectedValueOnce(new Error('no answer'));
      return parcels.open('7', {}, ada);
    },
    /no answer/,
  ],
  [
    'a service that nobody named asks',
    () => parcels.open('7', {}, service()),
    /takes the permission parcel.open: use the token of a person/,
  ],
  [
    'a service that may do other things asks',
    () => parcels.open('7', {}, service({ permissionNames: ['parcel.read'] })),
    /takes the permission parcel.open/,
  ],
  [
    'a text cannot be stored',
    () => parcels.open('7', { reason: 'a\0b' }, ada),
    /request.reason holds the character NUL/,
  ],
  [
    'half a character comes as an id',
    () => parcels.open('\ud83d', {}, ada),
    /half a surrogate pair/,
  ],
])('writes down that it was refused when %s', async (_when, call, words) => {
  await expect(call()).rejects.toThrow(words);
  expect(inner.open).not.toHaveBeenCalled();
  expect(event.fail).toHaveBeenCalledWith({
    error: expect.objectContaining({ message: expect.stringMatching(words) }),
  });
  expect(event.success).not.toHaveBeenCalled();
});

it('writes down that the service itself failed', async () => {
  allow(true);
  inner.open.mockRejectedValueOnce(new Error('it is lost'));
  await expect(parcels.open('7', {}, ada)).rejects.toThrow('it is lost');
  expect(event.fail).toHaveBeenCalled();
});

it('asks nothing about what is one’s own', async () => {
  await parcels.open(ada.by, {}, ada);
  expect(permissions.authorize).not.toHaveBeenCalled();
  expect(inner.open).toHaveBeenCalled();
});

it('lets a service through whose token names the permission, if the policy does', async () => {
  allow(true);
  await parcels.open('7', {}, service({ permissionNames: ['parcel.open'] }));
  expect(inner.open).toHaveBeenCalled();
});

it('asks the policy once about many, and about the same only once', async () => {
  allow(true);
  allow(true, false);
  const found = await parcels.list(ada);
  expect(found.map(one => one.canOpen!.allowed)).toEqual([true, false, true]);
  expect(permissions.authorize).toHaveBeenCalledTimes(2);
  expect(permissions.authorize.mock.calls[1][0]).toHaveLength(2);
});

it('refuses to be called on nobody’s behalf', () => {
  expect(() => (parcels as any).list()).toThrow(/nobody’s behalf/);
});
