import { ConfigReader } from '@backstage/config';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { ArgoCdInstances } from './ArgoCdInstances';
import { ArgoCdDouble } from './testUtils';

const doubles: ArgoCdDouble[] = [];

async function startDouble(
  options: Parameters<typeof ArgoCdDouble.start>[0] = {},
) {
  const double = await ArgoCdDouble.start(options);
  doubles.push(double);
  return double;
}

afterEach(async () => {
  await Promise.all(doubles.splice(0).map(double => double.stop()));
});

function read(...entries: object[]) {
  return ArgoCdInstances.fromConfig(
    new ConfigReader({ argocd: { instances: entries } } as never),
  );
}

async function checkOne(entry: object) {
  const instances = read(entry);
  try {
    const [check] = await instances.check();
    return check;
  } finally {
    await instances.close();
  }
}

function selfSigned(name = 'localhost'): { key: string; cert: string } {
  const options = {
    algorithm: 'sha256',
    // Node makes them at once; how long the library looks for one is chance.
    keyPair: generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    }),
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: name }] },
    ],
  };
  const made = generate([{ name: 'commonName', value: name }], options);
  return { key: made.private, cert: made.cert };
}

/** One that is made that many days from now, and valid for a year. */
function selfSignedIn(days: number) {
  jest.useFakeTimers({ now: Date.now() + days * 24 * 3600_000 });
  try {
    return selfSigned();
  } finally {
    jest.useRealTimers();
  }
}

describe('the instances of the configuration', () => {
  it('finds an instance by name, and needs none when there is only one', () => {
    const one = { name: 'main', url: 'https://a.example', token: 't' };
    const two = { name: 'edge', url: 'https://b.example/argo/', token: 't' };

    expect(read(one).get().name).toBe('main');
    expect(read(one, two).get('edge').url).toBe('https://b.example/argo');
    expect(() => read(one, two).get()).toThrow(
      'There are several Argo CD instances, so instance must name one of: "main", "edge"',
    );
    expect(() => read(one).get('prod')).toThrow(
      'There is no Argo CD instance "prod" in the configuration. Known: "main"',
    );
    expect(() => read().get()).toThrow(
      'No Argo CD instance is configured. Add one to argocd.instances in the configuration',
    );
  });

  it.each([
    [{ url: 'https://a.example', token: 't' }, 'name is missing'],
    [{ name: 'x', token: 't' }, 'url is missing or empty'],
    [{ name: 'x', url: '', token: 't' }, 'url is missing or empty'],
    [
      { name: 'x', url: 'argocd.example.com', token: 't' },
      'url "argocd.example.com" is not an address',
    ],
    [
      { name: 'x', url: 'https://me:pass@a.example', token: 't' },
      'url must hold the address only',
    ],
    [{ name: 'x', url: 'https://a.example' }, 'has no credentials'],
    [{ name: 'x', url: 'https://a.example', token: '' }, 'has no credentials'],
    [
      { name: 'x', url: 'https://a.example', token: 'eyJh\n  bGci' },
      'token holds a space, a line break',
    ],
    [
      { name: 'x', url: 'https://a.example', token: 't', username: 'u' },
      'has both a token and a username',
    ],
    [
      { name: 'x', url: 'https://a.example', username: 'u' },
      'has a username and no password',
    ],
    [
      { name: 'x', url: 'https://a.example', token: 't', timeout: 'soon' },
      'timeout',
    ],
  ])('says in words what is wrong with %j', async (entry, words) => {
    const check = await checkOne(entry);

    expect(check).toMatchObject({ ok: false, problem: 'configuration' });
    expect(check.message).toContain('argocd.instances[0]');
    expect(check.message).toContain(words);
  });

  it('never repeats a password that stands in the address', async () => {
    const check = await checkOne({
      name: 'x',
      url: 'https://me:hunter2@a.example',
      token: 't',
    });

    expect(check.message).not.toContain('hunter2');
    expect(JSON.stringify(check)).not.toContain('hunter2');
  });

  it('keeps the good instance usable beside a wrong one', async () => {
    const double = await startDouble();
    const instances = read({ name: 'broken' }, double.config);

    const { items } = await instances.get('main').list();

    expect(items).toEqual([]);
    expect(() => instances.get('broken')).toThrow('url is missing or empty');
    await instances.close();
  });

  it('refuses a name that is used twice, and keeps the first', async () => {
    const double = await startDouble();
    const again = { ...double.config, url: 'https://b.example' };
    const instances = read(double.config, again);

    const [first, second] = await instances.check();

    expect(instances.get('main').url).toBe(double.url);
    expect(first.ok).toBe(true);
    expect(second.message).toContain(
      'argocd.instances[1].name "main" is used twice',
    );
    await instances.close();
  });
});

describe('check', () => {
  let ours: { key: string; cert: string };
  let anothers: { key: string; cert: string };

  // Making keys takes seconds on a busy machine.
  beforeAll(() => {
    ours = selfSigned();
    anothers = selfSigned('argocd.example.com');
  });

  it('tells version and account of an instance that is well', async () => {
    const double = await startDouble();

    expect(await checkOne(double.config)).toEqual({
      instance: 'main',
      url: double.url,
      ok: true,
      version: 'v3.5.1+double',
      account: 'portal',
      message: `Argo CD "main" v3.5.1+double answers at ${double.url}; the portal is "portal" there`,
    });
  });

  it('names the address when nothing listens there', async () => {
    const double = await startDouble();
    const { config } = double;
    await double.stop();
    doubles.pop();

    const check = await checkOne(config);

    expect(check).toMatchObject({ ok: false, problem: 'unreachable' });
    expect(check.message).toContain('nothing listens at localhost:');
    expect(check.message).toContain('Check url');
  });

  it('says that a token is refused', async () => {
    const double = await startDouble();

    const check = await checkOne({ ...double.config, token: 'expired' });

    expect(check).toMatchObject({ ok: false, problem: 'credentials' });
    expect(check.message).toContain('the token is refused');
  });

  it('says that a password is refused, and whose', async () => {
    const double = await startDouble();

    const check = await checkOne({
      name: 'main',
      url: double.url,
      username: 'portal',
      password: 'wrong',
    });

    expect(check).toMatchObject({ ok: false, problem: 'credentials' });
    expect(check.message).toContain('The login of "portal" is refused');
  });

  it('says that the certificate is not trusted, and what caFile is for', async () => {
    const double = await startDouble({ tls: ours });

    const check = await checkOne(double.config);

    expect(check).toMatchObject({ ok: false, problem: 'certificate' });
    expect(check.message).toContain('caFile');
  });

  it('trusts the certificate of caFile, and any when told to', async () => {
    const { cert } = ours;
    const double = await startDouble({ tls: ours });
    const caFile = join(mkdtempSync(join(tmpdir(), 'argocd-')), 'ca.pem');
    writeFileSync(caFile, cert);

    expect(await checkOne({ ...double.config, caFile })).toMatchObject({
      ok: true,
    });
    expect(
      await checkOne({ ...double.config, insecureSkipVerify: true }),
    ).toMatchObject({ ok: true });
  });

  it.each([
    ['has expired. Renew it', -400],
    ['is not valid yet. Compare the clocks', 20],
  ])('says that the certificate %s', async (words, days) => {
    const tls = selfSignedIn(days);
    const double = await startDouble({ tls });
    const caFile = join(mkdtempSync(join(tmpdir(), 'argocd-')), 'ca.pem');
    writeFileSync(caFile, tls.cert);

    const check = await checkOne({ ...double.config, caFile });

    expect(check).toMatchObject({ ok: false, problem: 'certificate' });
    expect(check.message).toContain(words);
  });

  it('says that the certificate is for another name', async () => {
    const { cert } = anothers;
    const double = await startDouble({ tls: anothers });
    const caFile = join(mkdtempSync(join(tmpdir(), 'argocd-')), 'ca.pem');
    writeFileSync(caFile, cert);

    const check = await checkOne({ ...double.config, caFile });

    expect(check.message).toContain('the certificate is not for localhost');
  });

  it.each([
    ['/nowhere/ca.pem', 'ENOENT'],
    [__filename, 'caFile'],
  ])('says that caFile %s holds no certificate', async (caFile, words) => {
    const double = await startDouble({ tls: ours });

    const check = await checkOne({ ...double.config, caFile });

    expect(check).toMatchObject({ ok: false, problem: 'certificate' });
    expect(check.message).toContain('cannot be read as a PEM certificate');
    expect(check.message).toContain(words);
  });

  it('recognises a page that is not Argo CD', async () => {
    const double = await startDouble();
    double.fail(/version/, 200, '<html>Welcome</html>', 9);

    const check = await checkOne(double.config);

    expect(check).toMatchObject({ ok: false, problem: 'not-argocd' });
    expect(check.message).toContain(
      "something that is not Argo CD's API answers",
    );
  });

  it('shows where a redirection leads', async () => {
    const double = await startDouble();
    double.meddle((_, response) => {
      response.writeHead(307, { location: 'https://argocd.example.com/' });
      response.end();
      return true;
    });

    const check = await checkOne(double.config);

    expect(check.message).toContain('sends on to https://argocd.example.com/');
  });

  it('says that a server does not answer in time', async () => {
    const double = await startDouble();
    double.meddle(() => true);

    const check = await checkOne({
      ...double.config,
      timeout: { milliseconds: 100 },
    });

    expect(check).toMatchObject({ ok: false, problem: 'timeout' });
    expect(check.message).toContain('no answer within 0.1 s');
  });
});
