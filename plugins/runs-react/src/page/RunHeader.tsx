import { makeStyles } from '@material-ui/core/styles';
import type { Run } from '@towpath/plugin-runs-common';
import { Line, Quiet, RelativeTime, Stack, StateChip } from '@towpath/ui';
import { useRunParts, useRunView } from '../kinds/useRunView';
import { Person } from '../shared/Person';
import { RunActions } from './RunActions';

const useStyles = makeStyles(theme => ({
  title: {
    margin: 0,
    fontSize: theme.typography.pxToRem(20),
    overflowWrap: 'anywhere',
  },
  reason: {
    margin: 0,
    paddingLeft: theme.spacing(1.5),
    borderLeft: `3px solid ${theme.palette.divider}`,
    maxWidth: '90ch',
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
  },
}));

/** What it does, how it stands, who wanted it, and the ways on. */
export function RunHeader({ run }: { run: Run }) {
  const classes = useStyles();
  const { notes } = useRunView(run.kind);
  const { Heading, Links } = useRunParts(run.kind).data ?? {};
  const { reason, waitingFor, outcome } = run;
  const said = notes?.(run) ?? [];
  return (
    <Stack component="header">
      <h2 className={classes.title}>
        {Heading ? <Heading run={run} /> : run.title}
      </h2>
      <Who run={run} />
      {(waitingFor || outcome) && <Quiet live>{waitingFor ?? outcome}</Quiet>}
      {said.length > 0 && <Quiet>{said.join('. ')}.</Quiet>}
      {reason && <blockquote className={classes.reason}>{reason}</blockquote>}
      {Links && <Links run={run} />}
      <RunActions run={run} />
    </Stack>
  );
}

function Who({ run }: { run: Run }) {
  const { status, requestedBy, automatic, createdAt, approval } = run;
  const approvers = approval.decisions.filter(
    ({ verdict, void: isVoid }) => verdict === 'approved' && !isVoid,
  );
  return (
    <Line>
      <StateChip state={status} />
      <span>
        asked by <Person by={requestedBy} automatic={automatic} />{' '}
        <RelativeTime at={createdAt} />
      </span>
      {approvers.length > 0 && (
        <span>
          approved by{' '}
          {approvers.map(({ by }, index) => (
            <span key={by}>
              {index > 0 && ', '}
              <Person by={by} />
            </span>
          ))}
        </span>
      )}
    </Line>
  );
}
