import { systemClock } from '@towpath/clock';
import { ScimClient } from './ScimClient';
import { startSandboxScim } from './__testUtils__/startSandboxScim';
import { startScimmy } from './__testUtils__/startScimmy';
import type { ScimServer } from './__testUtils__/ScimServer';

const zoe = (more: object = {}) => ({
  userName: 'zoe',
  externalId: 'onboarding-zoe',
  displayName: 'Zoe Adeyemi',
  emails: [{ value: 'zoe@myorg.example', primary: true }],
  ...more,
});

describe.each([
  ['the sandbox', startSandboxScim],
  ['a published server package', startScimmy],
] as const)('against %s', (_name, start) => {
  let server: ScimServer;
  let client: ScimClient;
  beforeAll(async () => {
    server = await start();
    client = new ScimClient(server.settings, { clock: systemClock });
  });
  afterAll(() => server?.stop());
  afterEach(async () => {
    for (const user of await client.listUsers('externalId sw "onboarding"')) {
      await client.deleteUser(user.id);
    }
  });

  it('makes a person once, however often and at the same time it is asked', async () => {
    const made = await Promise.all(
      [1, 2, 3].map(() => client.ensureUser(zoe())),
    );
    const again = await client.ensureUser(zoe());
    expect(new Set([...made, again].map(({ user }) => user.id)).size).toBe(1);
    expect(made.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(again.isNew).toBe(false);
    expect(again.user.displayName).toBe('Zoe Adeyemi');
  });

  it('takes nobody over who has the name and is not ours', async () => {
    await client.ensureUser(zoe());
    const other = client.ensureUser(zoe({ externalId: 'onboarding-other' }));
    await expect(other).rejects.toMatchObject({
      ending: 'no',
      status: 409,
      message: expect.stringMatching(/"zoe" belongs to somebody else/),
    });
  });

  it.each(['fields', 'whole'] as const)(
    'changes what differs, written as %s',
    async patch => {
      const mine = new ScimClient(
        { ...server.settings, patch },
        { clock: systemClock },
      );
      const { user } = await mine.ensureUser(zoe());
      const changed = await mine.updateUser(user, {
        displayName: 'Zoe A.',
        title: 'Lead',
      });
      expect(changed).toMatchObject({ displayName: 'Zoe A.', title: 'Lead' });
      expect(await mine.getUser(user.id)).toMatchObject({ title: 'Lead' });
    },
  );

  it('replaces a person, and what is left out is gone', async () => {
    const { user } = await client.ensureUser(zoe({ title: 'Lead' }));
    const { displayName, ...less } = zoe();
    const replaced = await client.replaceUser(user, less);
    expect(replaced.id).toBe(user.id);
    expect(replaced.title).toBeUndefined();
    expect(replaced.displayName).toBeUndefined();
  });

  it('deactivates, and deletes who may be gone already', async () => {
    const { user } = await client.ensureUser(zoe());
    expect((await client.deactivateUser(user.id)).active).toBe(false);
    expect((await client.deactivateUser(user.id)).active).toBe(false);
    await client.deleteUser(user.id);
    await client.deleteUser(user.id);
    expect(await client.getUser(user.id)).toBeUndefined();
  });

  it('has somebody join a group and leave it, twice each', async () => {
    const { user } = await client.ensureUser(zoe());
    const members = async () =>
      ((await client.findGroup(server.group))?.members ?? []).filter(
        ({ value }) => value === user.id,
      ).length;
    const { id } = (await client.findGroup(server.group))!;
    await client.addMember(id, user.id);
    expect(await members()).toBe(1);
    await client.removeMember(id, user.id);
    await client.removeMember(id, user.id);
    expect(await members()).toBe(0);
    expect(await client.findGroup('No such group')).toBeUndefined();
  });

  it('lists everybody of all pages, each once', async () => {
    for (let n = 0; n < 120; n++) {
      await client.ensureUser({
        ...{ userName: `p${n}`, externalId: `onboarding-p${n}` },
      });
    }
    const all = await client.listUsers('externalId sw "onboarding-p"');
    expect(new Set(all.map(({ id }) => id)).size).toBe(120);
  });
});

describe('a change that was made in between', () => {
  let server: ScimServer;
  beforeAll(async () => {
    server = await startSandboxScim();
  });
  afterAll(() => server?.stop());

  it('is not undone: the later one ends with no', async () => {
    const client = new ScimClient(server.settings, { clock: systemClock });
    const { user } = await client.ensureUser(zoe());
    await client.updateUser(user, { title: 'First' });
    await expect(
      client.updateUser(user, { title: 'Second' }),
    ).rejects.toMatchObject({ ending: 'no', status: 412 });
  });
});

it('a token that is not taken ends with no, in the words of the server', async () => {
  const server = await startSandboxScim();
  const settings = { ...server.settings, credentials: { token: 'wrong' } };
  const client = new ScimClient(settings, { clock: systemClock });
  await expect(client.listUsers()).rejects.toMatchObject({
    ending: 'no',
    status: 401,
    message: expect.stringMatching(/Not the token of this installation/),
  });
  await server.stop();
});
