import { overrideFileName } from './overrideFileName';

it.each([
  ['score.yaml', 'score.production.yaml'],
  ['deploy/score.yml', 'deploy/score.production.yml'],
  ['a.b/score', 'a.b/score.production'],
  ['.score', '.score.production'],
  ['my.score.json', 'my.score.production.json'],
])('beside %s it is %s', (file, expected) => {
  expect(overrideFileName(file, 'production')).toBe(expected);
});
