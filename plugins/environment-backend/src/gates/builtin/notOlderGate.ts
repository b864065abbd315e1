import { parseImage } from '@towpath/delivery';
import type {
  Gate,
  GateSubject,
  GateVerdict,
} from '@towpath/plugin-environment-node';
import semver from 'semver';
import { z } from 'zod';
import type { VersionHistory } from '../VersionHistory';

/**
 * The version is not older than what runs where it goes: by their tags, also where a digest alone is
 * known and it came with a tag once; by number when both have one, else by the order in which they came
 * into the source.
 */
export function notOlderGate(history: VersionHistory): Gate<{}> {
  return {
    type: 'not-older',
    schema: z.strictObject({}),
    title: () => 'Not older than what runs',
    async evaluate(subject) {
      const running = subject.to?.version;
      return subject.rollback || !running || running === subject.version
        ? []
        : judge(subject, running, await compare(subject, running, history));
    },
  };
}

/** Below 0: older than what runs. Undefined: nobody knows. */
async function compare(
  { version, image, service, source, to }: GateSubject,
  running: string,
  history: VersionHistory,
): Promise<number | undefined> {
  const name = (which: string, of?: string) =>
    tagOf(history, service.ref, which, of);
  const byNumber = compareNumbers(
    await name(version, image),
    await name(running, to?.image),
  );
  if (byNumber !== undefined || !source) return byNumber;
  const place = { service: service.ref, environment: source.metadata.name };
  const [here, there] = await Promise.all(
    [version, running].map(which => history.find({ ...place, version: which })),
  );
  return here && there && here.order - there.order;
}

/** A version by its tag, where it has one. */
async function tagOf(
  history: VersionHistory,
  service: string,
  version: string,
  image = '',
): Promise<string> {
  if (!version.includes(':')) return version;
  const { tag } = parseImage(image);
  return tag ?? (await history.tagOf({ service, digest: version })) ?? version;
}

/** Semantic versions, and others of numbers with dots alone: `1.10`, `2026.01.05.3`. */
function compareNumbers(a: string, b: string): number | undefined {
  const [mine, theirs] = [semver.parse(a), semver.parse(b)];
  if (mine && theirs) return semver.compare(mine, theirs);
  const [left, right] = [a, b].map(numbersIn);
  if (!left || !right) return undefined;
  const at = Math.max(left.length, right.length);
  for (let position = 0; position < at; position++) {
    const [one, other] = [left[position] ?? 0n, right[position] ?? 0n];
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}

function numbersIn(version: string): bigint[] | undefined {
  const [, numbers] = /^v?(\d+(?:\.\d+)*)$/.exec(version) ?? [];
  return numbers?.split('.').map(BigInt);
}

function judge(
  { version, environment, service }: GateSubject,
  running: string,
  order: number | undefined,
): GateVerdict {
  const { name } = environment.metadata;
  if (order === undefined) {
    return {
      state: 'open',
      message: `${version} and ${running}, which runs in ${name}, cannot be compared: neither their names nor the order of their arrival says which is newer.`,
    };
  }
  if (order < 0) {
    return {
      state: 'closed',
      owner: service.owner,
      message: `${version} is older than ${running}, which runs in ${name}. To go back, roll back the promotion that brought ${running}.`,
    };
  }
  const relation = order === 0 ? 'as new as' : 'newer than';
  return { state: 'open', message: `${version} is ${relation} ${running}.` };
}
