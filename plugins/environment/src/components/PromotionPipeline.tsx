import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import type { EnvironmentEntityV1alpha1 } from '@towpath/plugin-environment-common';
import type { Lineage } from '../lib/traceLineage';
import { nameOf } from '../lib/nameOf';
import { TierChip } from './TierChip';
import { usePipelineStyles } from './usePipelineStyles';

/** What {@link PromotionPipeline} needs. */
export interface PromotionPipelineProps {
  lineage: Lineage;
  /** The environment to mark. */
  current: EnvironmentEntityV1alpha1;
}

/** Environments in promotion order, each a link to its page. */
export function PromotionPipeline(props: PromotionPipelineProps) {
  const { lineage, current } = props;
  const classes = usePipelineStyles();
  const { stages, missingSource } = lineage;
  return (
    <nav aria-label="Promotion order">
      <ol className={classes.stages}>
        {missingSource && (
          <li className={classes.stage}>
            <MissingPlace source={missingSource.source} />
          </li>
        )}
        {stages.map(stage => (
          <li key={stringifyEntityRef(stage[0])} className={classes.stage}>
            <Stage environments={stage} current={current} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Stage(props: {
  environments: EnvironmentEntityV1alpha1[];
  current: EnvironmentEntityV1alpha1;
}) {
  const { environments, current } = props;
  const classes = usePipelineStyles();
  const isCurrent = (env: EnvironmentEntityV1alpha1) =>
    stringifyEntityRef(env) === stringifyEntityRef(current);
  if (environments.length === 1) {
    const [only] = environments;
    return <Place environment={only} current={isCurrent(only)} />;
  }
  return (
    <ul className={classes.sideBySide}>
      {environments.map(env => (
        <li key={stringifyEntityRef(env)}>
          <Place environment={env} current={isCurrent(env)} />
        </li>
      ))}
    </ul>
  );
}

function Place(props: {
  environment: EnvironmentEntityV1alpha1;
  current: boolean;
}) {
  const { environment, current } = props;
  const classes = usePipelineStyles();
  const entityRoute = useRouteRef(entityRouteRef);
  return (
    <div className={current ? classes.currentPlace : classes.place}>
      <Link
        to={entityRoute(entityRouteParams(environment))}
        className={classes.name}
        aria-current={current ? 'page' : undefined}
      >
        {nameOf(environment)}
      </Link>
      <TierChip tier={environment.spec.tier} />
      {current && (
        <Typography variant="caption" color="textSecondary">
          this environment
        </Typography>
      )}
    </div>
  );
}

function MissingPlace({ source }: { source: string }) {
  const classes = usePipelineStyles();
  return (
    <div className={classes.missingPlace}>
      <span>{parseEntityRef(source).name}</span>
      <Typography variant="caption" color="error">
        not in the catalog
      </Typography>
    </div>
  );
}
