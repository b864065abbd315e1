import { makeStyles } from '@material-ui/core/styles';
import type { Comparison } from '@towpath/plugin-environment-common';
import { explainError } from '@towpath/ui';
import type { PromotionPlace } from '../../lib/promoteSearch';
import { shortVersion } from '../../lib/shortVersion';
import { useComparison } from '../../queries/useComparison';

const useStyles = makeStyles(theme => ({
  gates: { margin: theme.spacing(0.5, 0, 0), paddingLeft: theme.spacing(2) },
}));

const gateWords = { open: 'open', closed: 'closed', asks: 'asks approval' };

/** What a promotion would move, and what each gate says, in a few lines. */
export function PromoteHint({ place }: { place: PromotionPlace }) {
  const { data, error } = useComparison(place);
  if (data) return <Known comparison={data} />;
  return (
    <>
      Promote to {place.to}
      {error && `: ${explainError(error).reason}`}
    </>
  );
}

function Known({ comparison }: { comparison: Comparison }) {
  const classes = useStyles();
  const { version, current, to, gates, notUnderstood, unasked } = comparison;
  return (
    <>
      Promote {shortVersion(version)} to {to}
      {current?.version && `, which runs ${shortVersion(current.version)}`}
      <ul className={classes.gates}>
        {gates.map(({ id, title, state }) => (
          <li key={id}>
            {title}: {gateWords[state]}
          </li>
        ))}
      </ul>
      <NotKnown title="Not understood" parts={notUnderstood} />
      <NotKnown title="Could not ask" parts={unasked} />
    </>
  );
}

function NotKnown({ title, parts }: { title: string; parts: string[] }) {
  return parts.length > 0 ? (
    <div>
      {title}: {parts.join(', ')}
    </div>
  ) : null;
}
