import type { GateSubject } from '@towpath/plugin-environment-node';
import type { VersionHistory, VersionDeployment } from '../VersionHistory';

/** How the version stands in the environment that it comes from. */
export type SourceState =
  /** There is none to come from: the environment is the first, or an earlier state is restored. */
  | { is: 'none' }
  /** It runs there now. */
  | { is: 'there'; name: string; from: NonNullable<GateSubject['from']> }
  /** It ran there before. */
  | {
      is: 'gone';
      name: string;
      deployment: VersionDeployment & { leftAt: Date };
    }
  | { is: 'unknown'; name: string; running?: string };

/** Finds the version in its source, now or before. */
export async function sourceStateOf(
  { source, from, version, service, rollback }: GateSubject,
  history: VersionHistory,
): Promise<SourceState> {
  if (!source || rollback) return { is: 'none' };
  const { name } = source.metadata;
  if (from && from.version === version) return { is: 'there', name, from };
  const place = { service: service.ref, environment: name, version };
  const deployment = await history.find(place);
  return deployment?.leftAt
    ? {
        is: 'gone',
        name,
        deployment: { ...deployment, leftAt: deployment.leftAt },
      }
    : { is: 'unknown', name, running: from?.version };
}
