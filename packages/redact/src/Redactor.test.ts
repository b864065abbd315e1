import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { Redactor } from './index.ts';

const SECRET = 'p@ss "word"/é';

it.each([
  ['in clear', SECRET],
  ['in JSON', JSON.stringify({ a: SECRET })],
  ['in an address', encodeURIComponent(SECRET)],
  ['in a form', encodeURIComponent(SECRET).replaceAll('%20', '+')],
  ['in base64', Buffer.from(SECRET).toString('base64')],
  ['within base64', Buffer.from(`user:${SECRET}`).toString('base64')],
  ['in base64url', Buffer.from(SECRET).toString('base64url')],
])('takes out a secret %s', (_, text) => {
  const found = new Redactor([SECRET]).text(`before ${text} after`);
  expect(found).toMatch(/^before .*\*\*\*.* after$/);
  expect(found).not.toContain(SECRET.slice(0, 8));
});

it('takes out a certificate that a diagnostic indents line by line', () => {
  const redactor = new Redactor(['-----BEGIN-----\nMIIBxyz123\n-----END-----']);
  expect(redactor.text('  │   MIIBxyz123')).toBe('  │   ***');
});

it('takes out one that goes on in the next line of what was wrapped for people', () => {
  const redactor = new Redactor(['correct horse battery staple']);
  const said = redactor.wrapped(
    '│ the phrase is correct horse\n│ battery staple, which is none',
  );
  expect(said).toBe('│ the phrase is ***, which is none');
});

it('takes out a number that is a secret', () => {
  expect(new Redactor(['1234567']).value({ pin: 1234567, n: 12 })).toEqual({
    pin: '***',
    n: 12,
  });
});

it('takes out a long one, whole or as much of it as a message has kept', () => {
  const long = randomBytes(48 * 1024).toString('base64');
  const redactor = new Redactor([long, 'short-one', `${long}short-one`]);
  expect(redactor.text(`a ${long} b`)).toBe('a *** b');
  expect(redactor.text(`a ${long}short-one b short-one`)).toBe('a *** b ***');
  const kept = redactor.text(long.slice(-8192));
  expect(kept.replaceAll('***', '').length).toBeLessThan(64);
});

it('takes out many that begin alike', () => {
  const all = Array.from({ length: 5000 }, (_, at) => `secret-${at}-of-many`);
  expect(new Redactor(all).text(all.join(' '))).toBe(
    all.map(() => '***').join(' '),
  );
});

it('leaves short ones to their masks: "dev" stands in every other word', () => {
  expect(new Redactor(['dev', '     ']).text('device   ')).toBe('device   ');
});

it('leaves no secret in any text, whatever is around it', () => {
  const secret = fc.string({ minLength: 6 }).filter(s => s.trim().length >= 6);
  fc.assert(
    fc.property(
      fc.array(secret, { minLength: 1 }),
      fc.string(),
      (all, rest) => {
        const text = new Redactor(all).text(all.join(rest) + rest);
        // What remains of an overlap is no whole secret, unless that is made of marks itself.
        for (const one of all.filter(s => !s.includes('*'))) {
          expect(text).not.toContain(one);
        }
      },
    ),
    { numRuns: 200 },
  );
});
