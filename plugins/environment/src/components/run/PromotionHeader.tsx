import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type { Promotion } from '@towpath/plugin-environment-common';
import { Line, Quiet, RelativeTime, Stack, StateChip } from '@towpath/ui';
import { Person } from '../shared/Person';
import { Version } from '../shared/Version';
import { PromotionActions } from './PromotionActions';
import { PromotionLinks } from './PromotionLinks';

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

/** What goes where, how it stands, who wanted it, and the ways on. */
export function PromotionHeader({ promotion }: { promotion: Promotion }) {
  const classes = useStyles();
  const { reason, waitingFor, outcome, notCounted = [] } = promotion;
  return (
    <Stack component="header">
      <Title promotion={promotion} />
      <Who promotion={promotion} />
      {(waitingFor || outcome) && <Quiet live>{waitingFor ?? outcome}</Quiet>}
      {notCounted.length > 0 && <Quiet>{notCounted.join('. ')}.</Quiet>}
      {reason && <blockquote className={classes.reason}>{reason}</blockquote>}
      <PromotionLinks promotion={promotion} />
      <PromotionActions promotion={promotion} />
    </Stack>
  );
}

function Title({ promotion }: { promotion: Promotion }) {
  const classes = useStyles();
  const { kind, service, version, from, to, fromVersion } = promotion;
  return (
    <h2 className={classes.title}>
      {kind === 'rollback' && 'Roll back '}
      <EntityRefLink
        entityRef={service}
        defaultKind="component"
        hideIcon
      />{' '}
      {fromVersion && (
        <>
          <Version of={fromVersion} />
          {' → '}
        </>
      )}
      <Version of={version} />
      {from ? `, ${from} → ${to}` : ` in ${to}`}
    </h2>
  );
}

function Who({ promotion }: { promotion: Promotion }) {
  const { status, requestedBy, automatic, createdAt, approval } = promotion;
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
