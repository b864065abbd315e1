import { Entity } from '@backstage/catalog-model';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Fragment, type ReactNode } from 'react';
import type { Lineage } from '../lib/traceLineage';
import { nameOf } from '../lib/nameOf';
import { DefinitionLink } from './DefinitionLink';

const useStyles = makeStyles(theme => ({
  root: {
    maxWidth: '75ch',
    padding: theme.spacing(0.5, 0, 0.5, 2),
    borderLeft: `3px solid ${theme.palette.error.main}`,
    '& p': { margin: theme.spacing(0.5, 0, 0) },
  },
  title: { fontWeight: 600 },
}));

function Problem(props: { title: ReactNode; children: ReactNode }) {
  const classes = useStyles();
  return (
    <div role="alert" className={classes.root}>
      <Typography variant="subtitle1" component="p" className={classes.title}>
        {props.title}
      </Typography>
      <Typography variant="body2" component="div">
        {props.children}
      </Typography>
    </div>
  );
}

/** Says that versions can never enter, and where to break the circle. */
export function CycleProblem({ cycle }: { cycle: Entity[] }) {
  const circle = [...cycle, cycle[0]];
  return (
    <Problem title="No version can enter here">
      <p>
        These environments promote in a circle:{' '}
        {circle.map((environment, i) => (
          <Fragment key={i}>
            {i > 0 && ' → '}
            <EntityRefLink
              entityRef={environment}
              title={nameOf(environment)}
              hideIcon
            />
          </Fragment>
        ))}
        .
      </p>
      <p>
        Remove <code>spec.promotesFrom</code> from the one that versions enter
        by.
      </p>
    </Problem>
  );
}

/** Says which source is not in the catalog, and the two ways to mend it. */
export function MissingSourceProblem(
  props: NonNullable<Lineage['missingSource']>,
) {
  const { environment, source } = props;
  return (
    <Problem title={`${nameOf(environment)} has no source to promote from`}>
      <p>
        Its <code>spec.promotesFrom</code> is <code>{source}</code>, which is
        not in the catalog, or not visible to you.
      </p>
      <p>
        Add that environment to the catalog, or name another in{' '}
        <DefinitionLink entity={environment}>
          the definition of {nameOf(environment)}
        </DefinitionLink>
        .
      </p>
    </Problem>
  );
}
