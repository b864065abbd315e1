import { Progress } from '@backstage/core-components';
import { useEntity } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type { EnvironmentEntityV1alpha1 } from '@towpath/plugin-environment-common';
import { EmptyState, ErrorState, SectionCard } from '@towpath/ui';
import { useEnvironments } from '../hooks/useEnvironments';
import { nameOf } from '../lib/nameOf';
import { traceLineage } from '../lib/traceLineage';
import { CycleProblem, MissingSourceProblem } from './PipelineProblem';
import { PromotionPipeline } from './PromotionPipeline';

const useStyles = makeStyles(theme => ({
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    padding: theme.spacing(1, 2, 2),
  },
}));

/** How versions reach the environment of this page, and where they go on to. */
export function PromotionPipelineCard() {
  const { entity } = useEntity<EnvironmentEntityV1alpha1>();
  return (
    <SectionCard title="Promotion pipeline">
      <PipelineContent current={entity} />
    </SectionCard>
  );
}

function PipelineContent(props: { current: EnvironmentEntityV1alpha1 }) {
  const { environments, error, retry } = useEnvironments();
  if (error) {
    return (
      <ErrorState
        title="The catalog did not list the environments"
        error={error}
        onRetry={retry}
      />
    );
  }
  return environments ? (
    <Lineage current={props.current} environments={environments} />
  ) : (
    <Progress />
  );
}

function Lineage(props: {
  current: EnvironmentEntityV1alpha1;
  environments: EnvironmentEntityV1alpha1[];
}) {
  const { current, environments } = props;
  const classes = useStyles();
  const lineage = traceLineage(current, environments);
  if (lineage.cycle) {
    return (
      <div className={classes.body}>
        <CycleProblem cycle={lineage.cycle} />
      </div>
    );
  }
  if (lineage.stages.length === 1 && !lineage.missingSource) {
    return <StandsAlone environment={current} />;
  }
  return (
    <div className={classes.body}>
      {lineage.missingSource && (
        <MissingSourceProblem {...lineage.missingSource} />
      )}
      <PromotionPipeline lineage={lineage} current={current} />
    </div>
  );
}

function StandsAlone(props: { environment: EnvironmentEntityV1alpha1 }) {
  const name = nameOf(props.environment);
  return (
    <EmptyState
      title={`${name} stands alone`}
      why={
        <>
          It promotes from no environment, and none promotes from it. Once{' '}
          <code>spec.promotesFrom</code> names a source here or{' '}
          <code>{props.environment.metadata.name}</code> elsewhere, the order
          shows here.
        </>
      }
    />
  );
}
