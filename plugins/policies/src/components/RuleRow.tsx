import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type { PolicyHit, PolicyRule } from '@towpath/plugin-policies-common';
import { Line, monospace, Quiet, StateChip, Strong } from '@towpath/ui';
import { Fragment } from 'react';
import { messageParts } from '../lib/messageParts';
import { EFFECTS } from '../lib/words';
import { HitBars } from './HitBars';

const useStyles = makeStyles(theme => ({
  message: {
    margin: theme.spacing(0.25, 0),
    maxWidth: '90ch',
    fontSize: theme.typography.pxToRem(14),
    overflowWrap: 'anywhere',
  },
  when: {
    fontSize: theme.typography.pxToRem(13),
    color: theme.palette.text.secondary,
    '& summary': { cursor: 'pointer' },
  },
  source: { ...monospace(theme), margin: 0, whiteSpace: 'pre-wrap' },
}));

/** What {@link RuleRow} needs. */
export interface RuleRowProps {
  rule: PolicyRule;
  hits: PolicyHit[];
}

/** A rule: what it does, why, who is asked, when it speaks, and how often it has. */
export function RuleRow({ rule, hits }: RuleRowProps) {
  const classes = useStyles();
  const { name, effect, message, when, field, instead } = rule;
  const { state, words } = EFFECTS[effect];
  return (
    <>
      <Line end={<HitBars hits={hits} />}>
        <StateChip state={state} label={words} />
        <Strong>{name}</Strong>
      </Line>
      <p className={classes.message}>
        <Message of={message} />
      </p>
      {instead && (
        <Quiet>
          Instead: <Message of={instead} />
          {field && (
            <>
              {' '}
              (<code>{field}</code>)
            </>
          )}
        </Quiet>
      )}
      {effect === 'gate' && <Asked rule={rule} />}
      <details className={classes.when}>
        <summary>When it speaks</summary>
        <pre className={classes.source}>{when}</pre>
      </details>
    </>
  );
}

/** What is filled in when the rule speaks stands out from the words. */
function Message({ of }: { of: string }) {
  return (
    <>
      {messageParts(of).map((part, at) =>
        'words' in part ? (
          <Fragment key={at}>{part.words}</Fragment>
        ) : (
          <code key={at}>{part.filledIn}</code>
        ),
      )}
    </>
  );
}

function Asked({ rule: { approvers } }: { rule: PolicyRule }) {
  if (!approvers) return <Quiet>Asks who owns what is judged</Quiet>;
  const { by, count, fourEyes } = approvers;
  return (
    <Quiet>
      Asks{' '}
      {by.map((one, at) => (
        <Fragment key={one}>
          {at > 0 && ', '}
          {one.includes(':') ? (
            <EntityRefLink entityRef={one} defaultKind="group" hideIcon />
          ) : (
            one
          )}
        </Fragment>
      ))}
      {count > 1 && `, ${count} of them`}
      {fourEyes && ', and not who asked'}
    </Quiet>
  );
}
