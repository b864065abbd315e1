import { sourcesOf } from './sourcesOf';

const fetching = (...steps: object[]) =>
  sourcesOf({
    template: { spec: { steps: steps as any } },
    values: { x: 'answer', up: '../b', url: 'https://git.example.org/a' },
  });
const step = (input: object, action = 'fetch:template') => ({
  id: 'fetch',
  name: 'Fetch it',
  action,
  input,
});

it.each([
  ['a folder', './skeleton', './skeleton'],
  ['an answer', './a/b-${{ parameters.x }}/c', './a/b-answer/c'],
  ['an answer alone', '${{parameters.x}}', 'answer'],
  ['an answer that leads elsewhere', './a/${{ parameters.up }}', './a/../b'],
  ['what only the task knows', './a/b-${{ user.ref }}/c', './a/'],
  ['anything beside it', 'b-${{ parameters.x | upper }}', '.'],
  ['no answer', './a/${{ parameters.constructor }}', './a/'],
  ['another repository', 'https://git.example.org/a', undefined],
])('looks at what a step fetches: %s', (_what, url, looked = url) => {
  expect(fetching(step({ url }))).toEqual({
    sources: [{ url: looked, isFile: false }],
    unseen: [],
  });
});

it.each([
  ['an address that is an answer', { url: '${{ parameters.url }}' }],
  ['what only the task knows', { url: '${{ user.ref }}/skeleton' }],
  [
    'a host that an answer names a part of',
    { url: 'https://git.example.org/${{ parameters.x }}' },
  ],
  ['a token', { url: './skeleton', token: '${{ secrets.token }}' }],
  ['no address', {}],
])('says of what it cannot look at which step it is: %s', (_what, input) => {
  expect(fetching(step(input))).toEqual({ sources: [], unseen: ['Fetch it'] });
});

it('takes a file for a file, what two steps fetch once, and other steps for what they are', () => {
  const { sources, unseen } = fetching(
    step({ url: './one.yaml' }, 'fetch:plain:file'),
    step({ url: './all' }),
    step({ url: './all' }, 'fetch:plain'),
    step({ url: './not-fetched' }, 'publish:github'),
  );
  expect(sources).toEqual([
    { url: './one.yaml', isFile: true },
    { url: './all', isFile: false },
  ]);
  expect(unseen).toEqual([]);
});
