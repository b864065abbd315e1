import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Promotion } from '@towpath/plugin-environment-common';
import { mustFail } from '../trial/trialPlatform.ts';

export interface Verdict {
  ends: Record<string, number>;
  commits: number;
  reverts: number;
  /** What did not hold, in words. Empty when all did. */
  violations: string[];
}

/**
 * Holds what became of the promotions against what lies in Git.
 *
 * @param asked - ids by the key they were asked for with
 */
export async function judge(
  promotions: Promotion[],
  asked: ReadonlyMap<string, string>,
  repository: string,
): Promise<Verdict> {
  const commits = await countTrailers(repository, 'Towpath-Promotion');
  const reverts = await countTrailers(repository, 'Towpath-Reverts');
  const violations = [
    ...missing(promotions, asked),
    ...promotions.flatMap(promotion => [
      ...endOf(promotion),
      ...written(promotion, commits, reverts),
    ]),
    ...strangers(promotions, commits),
    ...overlaps(promotions),
  ];
  const ends: Record<string, number> = {};
  for (const { status } of promotions) ends[status] = (ends[status] ?? 0) + 1;
  return { ends, commits: sum(commits), reverts: sum(reverts), violations };
}

/** How many commits of `main` have this trailer, by its value. */
export async function countTrailers(
  repository: string,
  trailer: string,
): Promise<Map<string, number>> {
  const { stdout } = await promisify(execFile)(
    'git',
    [
      '-c',
      'safe.directory=*',
      'log',
      'main',
      `--format=%(trailers:key=${trailer},valueonly,separator=%x0A)`,
    ],
    { cwd: repository, maxBuffer: 1 << 26 },
  );
  const counts = new Map<string, number>();
  for (const id of stdout.split('\n').filter(Boolean)) {
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

function missing(
  promotions: Promotion[],
  asked: ReadonlyMap<string, string>,
): string[] {
  const known = new Set(promotions.map(({ id }) => id));
  const lost = [...asked].filter(([, id]) => !known.has(id));
  const extra = known.size - new Set(asked.values()).size;
  return [
    ...lost.map(([key, id]) => `${id} was promised for ${key} and is gone`),
    ...(extra > 0 ? [`${extra} promotions exist that nobody was told of`] : []),
  ];
}

/** Nobody rejects or cancels here, so there is one true end, unless a newer promotion came first. */
function endOf({
  id,
  status,
  version,
  to,
  endedAt,
  outcome,
  waitingFor,
}: Promotion): string[] {
  if (!endedAt) {
    return [
      `${id} has no end: ${status}, ${waitingFor ?? 'waits for nothing'}`,
    ];
  }
  const expected = mustFail(version, to) ? 'rolled-back' : 'succeeded';
  return [expected, 'superseded'].includes(status)
    ? []
    : [`${id} (${version} to ${to}) ended as ${status}: ${outcome}`];
}

/** A commit exactly if it says that it wrote one, and one that takes it back exactly if it says so. */
function written(
  promotion: Promotion,
  commits: Map<string, number>,
  reverts: Map<string, number>,
): string[] {
  const { id, status, commit } = promotion;
  const isDone = (step: string) =>
    promotion.steps.some(
      ({ name, status: s }) => name === step && s === 'done',
    );
  const expected = [
    ['commits', commit ? 1 : 0, commits.get(id) ?? 0],
    ['reverting commits', isDone('restore') ? 1 : 0, reverts.get(id) ?? 0],
  ] as const;
  return [
    ...expected
      .filter(([, want, have]) => want !== have)
      .map(
        ([what, want, have]) =>
          `${id} (${status}) has ${have} ${what} instead of ${want}`,
      ),
    ...(status === 'rolled-back' && !isDone('restore')
      ? [`${id} says rolled-back and restored nothing`]
      : []),
    ...(status === 'succeeded' && !commit
      ? [`${id} says succeeded and wrote nothing`]
      : []),
  ];
}

function strangers(
  promotions: Promotion[],
  commits: Map<string, number>,
): string[] {
  const known = new Set(promotions.map(({ id }) => id));
  return [...commits.keys()]
    .filter(id => !known.has(id))
    .map(id => `a commit names ${id}, which is no promotion`);
}

function overlaps(promotions: Promotion[]): string[] {
  const byTarget = new Map<string, Promotion[]>();
  for (const promotion of promotions.filter(({ startedAt }) => startedAt)) {
    const target = `${promotion.service}@${promotion.to}`;
    byTarget.set(target, [...(byTarget.get(target) ?? []), promotion]);
  }
  return [...byTarget].flatMap(([target, runs]) => {
    const ordered = runs.sort((a, b) => (a.startedAt! < b.startedAt! ? -1 : 1));
    return ordered
      .slice(1)
      .flatMap((run, index) =>
        run.startedAt! < (ordered[index].endedAt ?? '9999')
          ? [`${ordered[index].id} and ${run.id} ran at once in ${target}`]
          : [],
      );
  });
}

const sum = (counts: Map<string, number>) =>
  [...counts.values()].reduce((total, count) => total + count, 0);
