import { readLine } from './readLine';

const lineOf = (message: string, status?: 'failed') =>
  readLine({
    id: 7,
    type: 'log',
    taskId: 'task-1',
    createdAt: '2026-11-26T08:00:00.000Z',
    body: { message, stepId: 'plan', status },
  });

it('takes the level out of the colours of a terminal', () => {
  expect(
    lineOf('\u001b[33mwarn\u001b[39m: \u001b[1m2 to destroy\u001b[22m'),
  ).toMatchObject({ seq: 7, level: 'warn', message: '2 to destroy' });
  expect(lineOf('\u001b[32minfo\u001b[39m: a\n  b')).toMatchObject({
    level: 'info',
    message: 'a\n  b',
  });
});

it('leaves what only looks like a level where it is', () => {
  expect(lineOf('warn: said by a script')).toMatchObject({
    level: 'info',
    message: 'warn: said by a script',
  });
});

it('knows why a step failed for an error', () => {
  expect(lineOf('Error: no bucket', 'failed').level).toBe('error');
});
