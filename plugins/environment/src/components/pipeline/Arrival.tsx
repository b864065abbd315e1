import { Link } from '@backstage/core-components';
import type {
  Deployment,
  HistoryEntry,
} from '@towpath/plugin-environment-common';
import { RelativeTime } from '@towpath/ui';
import type { ReactNode } from 'react';
import { useArrival } from '../../queries/useDeployments';
import { Person } from '@towpath/plugin-runs-react';
import { useLaneStyles } from './useLaneStyles';

/** What {@link Arrival} needs. */
export interface ArrivalProps {
  service: string;
  deployment: Deployment;
}

/** Since when a version runs, and who brought it, why and with which commits, as far as is known. */
export function Arrival({ service, deployment }: ArrivalProps) {
  const classes = useLaneStyles();
  const { data: entry } = useArrival(service, deployment.environment);
  const { deployedAt, healthySince } = deployment;
  return (
    <dl className={classes.facts}>
      <Fact term="Runs since">
        {deployedAt && <RelativeTime at={deployedAt} />}
      </Fact>
      <Fact term="Healthy since">
        {healthySince && <RelativeTime at={healthySince} />}
      </Fact>
      <Fact term="By">{entry?.by && <Person by={entry.by} />}</Fact>
      <Fact term="Why">{entry?.reason}</Fact>
      <Fact term="Commits">{entry?.commits?.toString()}</Fact>
      <Fact term="GitOps commit">{entry && revisionOf(entry)}</Fact>
    </dl>
  );
}

function revisionOf({ revision, revisionUrl }: HistoryEntry) {
  const words = revision?.slice(0, 7);
  return words && revisionUrl ? <Link to={revisionUrl}>{words}</Link> : words;
}

/** A fact, when it is known. */
function Fact(props: { term: string; children: ReactNode }) {
  return props.children ? (
    <>
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </>
  ) : null;
}
