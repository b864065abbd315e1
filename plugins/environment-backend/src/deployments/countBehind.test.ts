import { countBehind } from './countBehind';

/** In the order of their arrival; `!` never got healthy, `x` was taken back in the source. */
function known(...names: string[]) {
  return names.map((name, index) => ({
    version: name.replace(/[!x]$/, ''),
    arrived: index + 1,
    counts: !/[!x]$/.test(name),
  }));
}

it.each([
  ['the next one', known('1.0.0', '1.1.0'), '1.0.0', '1.1.0', 1],
  ['all between', known('1.0.0', '1.1.0', '1.2.0'), '1.0.0', '1.2.0', 2],
  [
    'not what never got healthy',
    known('1.0.0', '1.1.0!', '1.2.0'),
    '1.0.0',
    '1.2.0',
    1,
  ],
  [
    'not what was taken back there',
    known('1.0.0', '1.1.0x', '1.2.0'),
    '1.0.0',
    '1.2.0',
    1,
  ],
  [
    'not itself, though it came again',
    known('1.1.0', '1.0.0', '1.2.0'),
    '1.0.0',
    '1.2.0',
    2,
  ],
  [
    'a late fix of an old line, which is older',
    known('2.0.0', '1.0.1', '2.1.0'),
    '2.0.0',
    '2.1.0',
    1,
  ],
  [
    'not what is newer than the source has now',
    known('1.0.0', '1.2.0', '1.1.0'),
    '1.0.0',
    '1.1.0',
    1,
  ],
  [
    'nothing where the source went back',
    known('1.1.0', '1.0.0'),
    '1.1.0',
    '1.0.0',
    0,
  ],
  [
    'by arrival where names say nothing',
    known('main-7', 'main-2', 'main-9'),
    'main-7',
    'main-9',
    2,
  ],
  [
    'unknown where it never was there',
    known('1.1.0'),
    '1.0.0',
    '1.1.0',
    undefined,
  ],
])('counts %s', (_what, versions, here, source, behind) => {
  expect(countBehind(versions, here, source)).toBe(behind);
});
