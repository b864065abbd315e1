import { gitEnvironment } from './environment';
import { runGit } from './runGit';

/** Runs a line of shell as git. */
const run = (line: string, quietLimitMs: number) =>
  runGit(['-c', `alias.play=!${line}`, 'play'], {
    cwd: __dirname,
    env: gitEnvironment(__dirname),
    quietLimitMs,
  });

it('lets go on what goes on moving, however long it takes in all', async () => {
  const line =
    'for at in $(seq 60); do echo "$at" >&2; sleep 0.1; done; echo end';
  expect((await run(line, 4_000)).toString()).toBe('end\n');
});

it('ends what says nothing any more, and says so', async () => {
  await expect(run('echo begun; sleep 600', 500)).rejects.toThrow(
    'nothing moved for 0.5 s',
  );
});

it('tells why it failed, and not how far it was', async () => {
  const progress = [
    'remote: Counting objects:  50% (1/2)',
    'Receiving objects:  12% (3/24), 1.20 MiB | 50.00 KiB/s',
    'From https://git.example/x',
    ' * [new branch]      main -> main',
  ];
  const line = `printf '%s\\r' ${progress
    .map(one => `'${one}'`)
    .join(' ')} >&2; echo 'fatal: no' >&2; false`;
  await expect(run(line, 60_000)).rejects.toThrow(/^git -c: fatal: no$/);
});
