import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import type { Policy } from '@towpath/plugin-policies-common';
import { Line, Quiet, StateChip } from '@towpath/ui';
import { EFFECTS } from '../lib/words';
import { trialRouteRef } from '../routes';
import { trialOf } from '../lib/trialAddress';

const useStyles = makeStyles(theme => ({
  root: {
    fontSize: theme.typography.pxToRem(13),
    '& summary': { cursor: 'pointer' },
    '& ul': { listStyle: 'none', margin: 0, padding: theme.spacing(0.5, 0) },
  },
}));

const OUTCOMES = {
  differs: 'The rules say something else',
  unasked: 'It is not known what the rules say',
};

/** What the policy says about its examples, each with a way to try it changed. */
export function Examples({ policy }: { policy: Policy }) {
  const classes = useStyles();
  const trial = useRouteRef(trialRouteRef);
  const { examples, name } = policy;
  if (examples.length === 0) return <Quiet>It has no example yet.</Quiet>;
  return (
    <details className={classes.root}>
      <summary>{countExamples(examples)}</summary>
      <ul aria-label={`Examples of ${name}`}>
        {examples.map(({ name: called, effect, rules = [], ...tried }) => (
          <li key={called}>
            <Line
              state={
                <StateChip
                  state={EFFECTS[effect].state}
                  label={EFFECTS[effect].words}
                />
              }
              end={rules.join(', ')}
            >
              <Link to={`${trial()}?${trialOf(policy, called)}`}>{called}</Link>
            </Line>
            {tried.outcome !== 'holds' && (
              <Quiet>
                {OUTCOMES[tried.outcome]}: {tried.why}
              </Quiet>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

function countExamples(examples: Policy['examples']): string {
  const { length } = examples;
  const holding = examples.filter(({ outcome }) => outcome === 'holds').length;
  const all = length === 1 ? '1 example' : `${length} examples`;
  if (holding === length) return `${all}, tried`;
  return `${all}, of which ${length - holding} do not hold`;
}
