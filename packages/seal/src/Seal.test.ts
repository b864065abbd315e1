import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { readSealKey, Seal, SealError, type SealPlace } from './index';

const key = (id: string) => ({ id, secret: randomBytes(32) });
const OLD = key('2025');
const NEW = key('2026');
const seal = new Seal([NEW, OLD]);
const PLACE = { table: 'secrets', row: '7', field: 'password' };

/** Why it does not open; a test fails when it opens, and when anything of the text comes out. */
function faultOf(open: () => unknown, text: string) {
  try {
    open();
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    const leaks = text.length > 3 && inspect(error).includes(text);
    if (leaks) throw new Error('The error holds the text');
    return error.fault;
  }
  throw new Error('It opened');
}

// Begins as no error would, so that one which has it in its words is told for certain.
const text = () =>
  fc.string({ unit: 'grapheme', maxLength: 200 }).map(any => `7f3a§91c2${any}`);
const place = (): fc.Arbitrary<SealPlace> =>
  fc.record({ table: fc.string(), row: fc.string(), field: fc.string() });

it('opens what it sealed, at its place, as the same text', () => {
  fc.assert(
    fc.property(text(), place(), (value, at) => {
      const bytes = seal.seal(value, at);
      expect(seal.open(bytes, at)).toBe(value);
      expect(bytes).toHaveLength(34 + Buffer.byteLength(value));
    }),
  );
});

it('opens bytes that are no text as the same bytes, and at their place alone', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), place(), (bytes, at) => {
      const sealed = seal.sealBytes(bytes, at);
      expect(seal.openBytes(sealed, at)).toEqual(Buffer.from(bytes));
    }),
  );
  const sealed = seal.sealBytes(Buffer.of(255, 0), PLACE);
  const elsewhere = { ...PLACE, row: '8' };
  expect(faultOf(() => seal.openBytes(sealed, elsewhere), '')).toBe('changed');
});

it('opens at no other place, also where the same letters are split otherwise', () => {
  const bytes = seal.seal('x', { table: 'ab', row: 'c', field: 'd' });
  expect(
    faultOf(() => seal.open(bytes, { table: 'a', row: 'bc', field: 'd' }), 'x'),
  ).toBe('changed');
  fc.assert(
    fc.property(text(), place(), place(), (value, at, other) => {
      fc.pre(JSON.stringify(at) !== JSON.stringify(other));
      const moved = seal.seal(value, at);
      expect(faultOf(() => seal.open(moved, other), value)).toBe('changed');
    }),
  );
});

it('refuses a value of which any one bit was changed', () => {
  const value = 'correct horse battery staple';
  const sealed = seal.seal(value, PLACE);
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const bytes = Buffer.from(sealed);
    bytes[Math.floor(bit / 8)] ^= 1 << bit % 8;
    expect(['unknown-key', 'changed', 'not-sealed']).toContain(
      faultOf(() => seal.open(bytes, PLACE), value),
    );
  }
});

it('refuses a value that was cut, down to nothing, or that goes on', () => {
  const value = 'correct horse battery staple';
  const sealed = seal.seal(value, PLACE);
  for (let length = 0; length < sealed.length; length++) {
    faultOf(() => seal.open(sealed.subarray(0, length), PLACE), value);
  }
  const longer = Buffer.concat([sealed, Buffer.of(0)]);
  expect(faultOf(() => seal.open(longer, PLACE), value)).toBe('changed');
});

it('refuses a short tag, which Node alone would take', () => {
  const sealed = seal.seal('', PLACE);
  const short = sealed.subarray(0, sealed.length - 12);
  expect(faultOf(() => seal.open(short, PLACE), '')).toBe('not-sealed');
});

it('refuses a value under the id of another key, even one with the same secret', () => {
  const twin = { id: 'twin', secret: NEW.secret };
  const both = new Seal([NEW, twin]);
  const { secret } = NEW;
  const sealed = new Seal([{ id: 'same', secret }]).seal('x', PLACE);
  sealed.write('twin', 2);
  expect(faultOf(() => both.open(sealed, PLACE), 'x')).toBe('changed');
});

it('never seals one text to the same bytes twice', () => {
  expect(seal.seal('x', PLACE)).not.toEqual(seal.seal('x', PLACE));
});

it('opens what an older key sealed, seals with the first, and says which is which', () => {
  const old = new Seal([OLD]).seal('kept', PLACE);
  expect(seal.open(old, PLACE)).toBe('kept');
  expect(seal.keyOf(old)).toBe('2025');
  expect(seal.currentKeyId).toBe('2026');
  expect(seal.keyOf(seal.seal('kept', PLACE))).toBe('2026');
  const begins = (bytes: Buffer) =>
    bytes.subarray(0, seal.currentMark.length).equals(seal.currentMark);
  expect(begins(seal.seal('kept', PLACE))).toBe(true);
  expect(begins(old)).toBe(false);
});

it('tells a key that is missing from one whose secret was changed', () => {
  const sealed = seal.seal('x', PLACE);
  expect(faultOf(() => new Seal([OLD]).open(sealed, PLACE), 'x')).toBe(
    'unknown-key',
  );
  expect(faultOf(() => new Seal([key('2026')]).open(sealed, PLACE), 'x')).toBe(
    'changed',
  );
  expect(() => new Seal([OLD]).open(sealed, PLACE)).toThrow(
    'sealed with the key "2026", which is not known here: add it',
  );
});

it('takes no random bytes for a sealed value', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
      faultOf(() => seal.open(bytes, PLACE), '');
    }),
  );
  expect(faultOf(() => seal.keyOf(Buffer.from('plain text')), '')).toBe(
    'not-sealed',
  );
});

it('refuses a text that UTF-8 cannot hold, rather than to change it', () => {
  expect(() => seal.seal('a\ud800', PLACE)).toThrow('not well-formed Unicode');
});

it('shows no key to who prints it', () => {
  const readable = { id: 'k', secret: Buffer.from('a'.repeat(32)) };
  const printed = inspect(new Seal([readable]), { depth: 9, showHidden: true });
  expect(printed).not.toMatch(/61 61|aaaa/);
  expect(JSON.stringify(new Seal([readable]))).toBe('{"currentKeyId":"k"}');
});

describe('keys', () => {
  it.each([
    ['none', [], 'no key to seal with'],
    ['no id', [key('')], 'The key id "" does not fit'],
    ['an id with a space', [key('a b')], 'The key id "a b" does not fit'],
    ['a long id', [key('a'.repeat(33))], 'does not fit'],
    [
      'one id twice',
      [key('a'), key('b'), key('a')],
      'Two keys have the id "a"',
    ],
    ['a short secret', [{ id: 'a', secret: randomBytes(16) }], 'has 16 bytes'],
  ])('are refused: %s', (_, keys, words) => {
    expect(() => new Seal(keys)).toThrow(words);
  });

  const RANDOM = Buffer.alloc(32, 0xfb);

  it.each([
    ['base64', RANDOM.toString('base64')],
    ['base64url', RANDOM.toString('base64url')],
    [
      'base64 from a file that ends in a newline',
      `${RANDOM.toString('base64')}\n`,
    ],
  ])('are the 32 bytes that a configuration says in %s', (_, written) => {
    expect(readSealKey('a', written).secret).toEqual(RANDOM);
  });

  it('come from a long text by a way that stays the same', () => {
    const { secret } = readSealKey('a', 'a long text that somebody has rolled');
    expect(secret.toString('hex')).toBe(
      'bcaa8fe8b67063f4b88b1033b3731ea97be03ff893722d8484a4a8a617420d78',
    );
    expect(
      readSealKey('b', 'a long text that somebody has rolled.').secret,
    ).not.toEqual(secret);
  });

  it.each(['', 'short', '  padded with blanks    ', 'x'.repeat(31)])(
    'are refused when the secret is short: "%s"',
    written => {
      expect(() => readSealKey('main', written)).toThrow(
        /^The secret of the key "main" has \d+ characters: /,
      );
    },
  );

  it('are refused without saying the secret', () => {
    expect(() => readSealKey('main', 'hunter22')).not.toThrow('hunter22');
  });
});

it('derives the same bytes for the same words under one key, and others for all else', () => {
  const one = new Seal([NEW, OLD]);
  const words = ['draw', 'a', 'b'];
  const derived = one.derive(words);
  expect(derived).toHaveLength(32);
  expect(new Seal([NEW]).derive(words)).toEqual(derived);
  expect(new Seal([OLD, NEW]).derive(words)).not.toEqual(derived);
  // What an older key has given out is known while that key is.
  expect(new Seal([OLD, NEW]).deriveUnderAll(words)).toContainEqual(derived);
  expect(new Seal([OLD]).deriveUnderAll(words)).not.toContainEqual(derived);
  // Words run together are other words.
  expect(one.derive(['draw', 'ab'])).not.toEqual(derived);
  expect(derived).not.toEqual(NEW.secret);
});
