import type {
  Gate,
  GateSubject,
  GateVerdict,
} from '@towpath/plugin-environment-node';
import semver from 'semver';
import { z } from 'zod';
import type { VersionHistory } from '../VersionHistory';

/**
 * The version is not older than what runs where it goes: by semantic version when both are one, else
 * by the order in which they came into the source.
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
  { version, service, source }: GateSubject,
  running: string,
  history: VersionHistory,
): Promise<number | undefined> {
  const [mine, theirs] = [semver.parse(version), semver.parse(running)];
  if (mine && theirs) return semver.compare(mine, theirs);
  if (!source) return undefined;
  const place = { service: service.ref, environment: source.metadata.name };
  const [here, there] = await Promise.all(
    [version, running].map(which => history.find({ ...place, version: which })),
  );
  return here && there && here.order - there.order;
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
  return order < 0
    ? {
        state: 'closed',
        owner: service.owner,
        message: `${version} is older than ${running}, which runs in ${name}. To go back, roll back the promotion that brought ${running}.`,
      }
    : { state: 'open', message: `${version} is newer than ${running}.` };
}
