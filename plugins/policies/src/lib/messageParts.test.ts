import { messageParts } from './messageParts';

it.each([
  ['Plain.', [{ words: 'Plain.' }]],
  [
    '${service.name} costs $$5.',
    [
      { filledIn: 'service.name' },
      { words: ' costs ' },
      { words: '$' },
      { words: '5.' },
    ],
  ],
  [
    'Goes: ${resources.map(r, r.name).join(", ")}',
    [{ words: 'Goes: ' }, { filledIn: '…' }],
  ],
])('a message is words and what is filled in: %s', (message, parts) => {
  expect(messageParts(message)).toEqual(parts);
});
