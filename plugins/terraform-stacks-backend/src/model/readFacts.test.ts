import { createHash } from 'node:crypto';
import { readFacts } from './readFacts';

const stateOf = (password: string, host = 'shop.example') =>
  JSON.stringify({
    ...{ version: 4, lineage: 'one', resources: [] },
    outputs: {
      host: { value: host, type: 'string' },
      password: { value: password, type: 'string', sensitive: true },
    },
  });
const digests = (text: string, keys: Buffer[]) =>
  readFacts(text, keys)!.outputsDigests;

it('tells other outputs by a digest that nobody can make who guesses a secret', () => {
  const keys = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
  const [digest] = digests(stateOf('hunter2'), keys);
  expect(digests(stateOf('hunter3'), keys)).not.toContain(digest);
  const { lineage, outputs } = JSON.parse(stateOf('hunter2'));
  const guess = createHash('sha256').update(JSON.stringify([lineage, outputs]));
  expect(digest).not.toBe(guess.digest('hex'));
  // Keys that were changed are no other outputs.
  expect(digests(stateOf('hunter2'), keys.toReversed())).toContain(digest);
});

it('leaves out what is sensitive where there is no key', () => {
  const one = digests(stateOf('hunter2'), []);
  expect(digests(stateOf('hunter3'), [])).toEqual(one);
  expect(digests(stateOf('hunter2', 'other.example'), [])).not.toEqual(one);
});
