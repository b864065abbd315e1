import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type { StackDetail } from '@towpath/plugin-terraform-stacks-common';
import { Line, Notice, Quiet, Stack } from '@towpath/ui';
import { resourceWords } from '../../lib/drift';
import { DriftChip } from '../shared/DriftChip';
import { LastRun } from '../shared/LastRun';
import { LockNotice } from './LockNotice';
import { StackActions } from './StackActions';

const useStyles = makeStyles(theme => ({
  title: {
    margin: 0,
    fontSize: theme.typography.pxToRem(20),
    overflowWrap: 'anywhere',
  },
}));

/** Whose a stack is, where, of what, how it stands, and what can be done with it. */
export function StackHead({ detail }: { detail: StackDetail }) {
  const classes = useStyles();
  const { stack } = detail;
  return (
    <Stack component="header">
      <h2 className={classes.title}>{stack.key}</h2>
      <Standing stack={stack} />
      <Belonging stack={stack} />
      <Notes detail={detail} />
      <LockNotice detail={detail} />
      <StackActions detail={detail} />
    </Stack>
  );
}

/** Why it is to be planned again, and what else has to be known. */
function Notes({ detail: { notes = [] } }: { detail: StackDetail }) {
  if (notes.length === 0) return null;
  return (
    <Notice>
      {notes.map(note => (
        <div key={note}>{note}</div>
      ))}
    </Notice>
  );
}

function Standing({ stack }: { stack: StackDetail['stack'] }) {
  const { drift, lastRun } = stack;
  return (
    <Line>
      <span>
        Last run: <LastRun of={lastRun} />
      </span>
      <DriftChip drift={drift} />
      <Quiet component="span">{resourceWords(stack)}</Quiet>
    </Line>
  );
}

function Belonging({ stack }: { stack: StackDetail['stack'] }) {
  const { owner, environment, service, module, costCentre } = stack;
  return (
    <Line>
      <span>
        of <EntityRefLink entityRef={owner} defaultKind="group" hideIcon />
      </span>
      {environment && (
        <span>
          in{' '}
          <EntityRefLink
            entityRef={`environment:default/${environment}`}
            title={environment}
            hideIcon
          />
        </span>
      )}
      {service && (
        <span>
          for{' '}
          <EntityRefLink entityRef={service} defaultKind="component" hideIcon />
        </span>
      )}
      {module && <Quiet component="span">module {module}</Quiet>}
      {costCentre && <Quiet component="span">cost centre {costCentre}</Quiet>}
    </Line>
  );
}
