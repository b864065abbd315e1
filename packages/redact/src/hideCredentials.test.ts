import { hideCredentials } from './index.ts';

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl';

describe('what looks like a credential', () => {
  it.each([
    ['a bearer token', 'sent Bearer abcdefgh12', 'sent Bearer ***'],
    ['basic credentials', 'got basic YWRhOnNlY3JldA==', 'got basic ***'],
    ['a JSON web token', `expired: ${JWT}!`, 'expired: ***!'],
    [
      'a password in a URL',
      'fetch https://ada:s3cret@git.example/x',
      'fetch https://***@git.example/x',
    ],
    [
      'a database URL',
      'postgres://u:p%40ss@db:5432/x',
      'postgres://***@db:5432/x',
    ],
    [
      'the code of a sign-in callback',
      'GET /handler/frame?code=abc&state=x%2Fy&page=2 200',
      'GET /handler/frame?code=***&state=***&page=2 200',
    ],
    [
      'a cookie in JSON',
      '{"headers":{"cookie":"a=\\"b\\"; c=d","host":"x"}}',
      '{"headers":{"cookie":"***","host":"x"}}',
    ],
    [
      'cookies that are set',
      '{"set-cookie":["a=b","c=d"],"x":1}',
      '{"set-cookie":"***","x":1}',
    ],
    [
      'a header in JSON inside JSON',
      '{"message":"{\\"Authorization\\":\\"token abc\\",\\"a\\":1}"}',
      '{"message":"{\\"Authorization\\":\\"***\\",\\"a\\":1}"}',
    ],
    ['a header as text', 'Cookie: a=b; c=d', 'Cookie: ***'],
  ])('hides %s', (_, line, scrubbed) => {
    expect(hideCredentials(line)).toBe(scrubbed);
  });

  it.each([
    'Failed user token verification',
    'Basic permissions have no resource',
    'GET /api/catalog/entities?filter=kind=component 200',
    'see https://git.example/o/r/src/branch/main',
    'mail to ada@myorg.example',
  ])('leaves "%s" as it is', line => {
    expect(hideCredentials(line)).toBe(line);
  });

  it('takes no longer than a moment for a line made to be slow', () => {
    const hostile = `${'a.'.repeat(50_000)} ${'eyJ'.repeat(
      20_000,
    )} ${'"cookie":"\\'.repeat(5_000)}`;
    const started = process.cpuUsage();

    hideCredentials(hostile);

    // Of the processor: a busy machine is no slow expression.
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(1_000);
  });
});
