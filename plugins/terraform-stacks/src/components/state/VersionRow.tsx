import { Link } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import Radio from '@material-ui/core/Radio';
import { makeStyles } from '@material-ui/core/styles';
import { Person } from '@towpath/plugin-runs-react';
import type { StateVersion } from '@towpath/plugin-terraform-stacks-common';
import { Line, Quiet, RelativeTime, Row, Strong } from '@towpath/ui';
import { formatSize } from '../../lib/formatSize';

const useStyles = makeStyles(theme => ({
  row: { display: 'flex', alignItems: 'center', gap: theme.spacing(1) },
  radio: { padding: theme.spacing(0.5) },
  words: { flex: 1, minWidth: 0 },
}));

/** What {@link VersionRow} needs. */
export interface VersionRowProps {
  version: StateVersion;
  isNewest: boolean;
  canRestore: boolean;
  compared: {
    from: string;
    to: string;
    change: (changes: { from?: string; to?: string }) => void;
  };
  onRestore: (version: StateVersion) => void;
}

/** A state as it was once: by whom, how large, and whether it is one of the two that are compared. */
export function VersionRow(props: VersionRowProps) {
  const { version, isNewest, canRestore, compared, onRestore } = props;
  const classes = useStyles();
  const pick = (side: 'from' | 'to') => (
    <Radio
      size="small"
      color="primary"
      className={classes.radio}
      name={`compare-${side}`}
      checked={compared[side] === version.id}
      onChange={() => compared.change({ [side]: version.id })}
      inputProps={{
        'aria-label': `Compare ${side} state ${version.serial}`,
      }}
    />
  );
  return (
    <Row>
      <div className={classes.row}>
        <span>
          {pick('from')}
          {pick('to')}
        </span>
        <div className={classes.words}>
          <About version={version} isNewest={isNewest} />
        </div>
        {!isNewest && canRestore && (
          <Button
            size="small"
            variant="outlined"
            onClick={() => onRestore(version)}
          >
            Restore…
          </Button>
        )}
      </div>
    </Row>
  );
}

function About(props: { version: StateVersion; isNewest: boolean }) {
  const { version, isNewest } = props;
  const { serial, by, run, at, reason } = version;
  return (
    <>
      <Line end={<RelativeTime at={at} />}>
        <Strong>Serial {serial}</Strong>
        <span>
          by <Person by={by} />
          {run && (
            <>
              {' '}
              in <Link to={`/runs/${encodeURIComponent(run)}`}>a run</Link>
            </>
          )}
        </span>
        {isNewest && <Quiet component="span">the newest</Quiet>}
      </Line>
      <Quiet>{figuresOf(version).join(', ')}</Quiet>
      {reason && <Quiet>Restored: {reason}</Quiet>}
    </>
  );
}

function figuresOf(version: StateVersion): string[] {
  const { size, resources, readable, terraformVersion } = version;
  return [
    formatSize(size),
    ...(resources === undefined
      ? []
      : [resources === 1 ? '1 resource' : `${resources} resources`]),
    ...(readable ? [] : ['not readable by the portal']),
    ...(terraformVersion ? [`Terraform ${terraformVersion}`] : []),
  ];
}
