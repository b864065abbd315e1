import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import type { HistoryEntry } from '@towpath/plugin-environment-common';
import {
  Answer,
  EmptyState,
  SectionCard,
  ShowMore,
  Timeline,
  type TimelineItem,
} from '@towpath/ui';
import type { ReactNode } from 'react';
import { shortVersion } from '../../lib/shortVersion';
import { stateOfHealth } from '../../lib/stateOf';
import { useHistory } from '../../queries/useDeployments';
import { promotionRouteRef } from '../../routes';
import { Person } from '@towpath/plugin-runs-react';

const useStyles = makeStyles(theme => ({
  body: { padding: theme.spacing(0.5, 2, 2) },
  more: { marginTop: theme.spacing(1) },
}));

/** What of a service ran where and when, the newest first, as far back as one asks. */
export function History({ service }: { service: string }) {
  return (
    <SectionCard title="History">
      <Asked service={service} />
    </SectionCard>
  );
}

function Asked({ service }: { service: string }) {
  const history = useHistory(service);
  return (
    <Answer asked={history} failure="The history cannot be shown" rows={4}>
      {({ pages }) => (
        <Entries
          entries={pages.flatMap(page => page.items)}
          more={
            <ShowMore
              list={history}
              what="What ran before"
              words="Show earlier"
            />
          }
        />
      )}
    </Answer>
  );
}

function Entries(props: { entries: HistoryEntry[]; more: ReactNode }) {
  const { entries, more } = props;
  const classes = useStyles();
  const toItem = useTimelineItem();
  if (entries.length === 0) {
    return (
      <EmptyState
        title="Nothing has arrived yet"
        why="Each version that arrives in an environment is kept here: when, by whom and why."
      />
    );
  }
  return (
    <div className={classes.body}>
      <Timeline label="What ran where" items={entries.map(toItem)} />
      <div className={classes.more}>{more}</div>
    </div>
  );
}

function useTimelineItem(): (entry: HistoryEntry) => TimelineItem {
  const promotionPath = useRouteRef(promotionRouteRef);
  return entry => ({
    id: entry.id,
    at: entry.deployedAt,
    state: stateOfHealth[entry.health ?? 'Unknown'],
    title: (
      <>
        <strong>{shortVersion(entry.version)}</strong> in {entry.environment}
      </>
    ),
    detail: joined([
      entry.by && <Person by={entry.by} />,
      entry.reason,
      commitWords(entry),
      entry.promotionId && (
        <Link to={promotionPath({ id: entry.promotionId })}>promotion</Link>
      ),
    ]),
  });
}

function commitWords({ commits, revision, revisionUrl }: HistoryEntry) {
  const count = commits === 1 ? '1 commit' : `${commits} commits`;
  const words = commits === undefined ? revision?.slice(0, 7) : count;
  return words && revisionUrl ? <Link to={revisionUrl}>{words}</Link> : words;
}

/** What is known, with a dot between. */
function joined(parts: ReactNode[]): ReactNode {
  return parts.filter(Boolean).map((part, index) => (
    <span key={index}>
      {index > 0 && ' · '}
      {part}
    </span>
  ));
}
