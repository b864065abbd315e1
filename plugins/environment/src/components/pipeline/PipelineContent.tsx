import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import { ErrorState, QueryScope, Waiting } from '@towpath/ui';
import { isNotFound } from '../../lib/isNotFound';
import { useEnvironmentList, useService } from '../../queries/useDeployments';
import { useLiveUpdates } from '../../queries/useLiveUpdates';
import { NotDeployed } from '../deployment/NotDeployed';
import { PromoteDialog } from '../promote/PromoteDialog';
import { InstanceProblems } from '../status/InstanceProblems';
import { History } from './History';
import { Lanes } from './Lanes';

const useStyles = makeStyles(theme => ({
  root: { display: 'grid', gap: theme.spacing(2) },
}));

/** The way of a service's versions through the environments, and what ran where before. */
export function PipelineContent() {
  return (
    <QueryScope>
      <LivePipeline />
    </QueryScope>
  );
}

function LivePipeline() {
  const classes = useStyles();
  const { entity } = useEntity();
  useLiveUpdates();
  return (
    <div className={classes.root}>
      <InstanceProblems />
      <Pipeline service={stringifyEntityRef(entity)} />
      <PromoteDialog />
    </div>
  );
}

function Pipeline(props: { service: string }) {
  const service = useService(props.service);
  const environments = useEnvironmentList();
  if (isNotFound(service.error)) return <NotDeployed />;
  const failed = [service, environments].find(
    ({ isError, data }) => isError && !data,
  );
  if (failed) {
    return (
      <ErrorState
        title="What runs where cannot be shown"
        error={failed.error}
        onRetry={() => failed.refetch()}
      />
    );
  }
  if (!service.data || !environments.data) return <Waiting rows={6} />;
  if (service.data.deployments.every(({ state }) => state === 'absent')) {
    return <NotDeployed />;
  }
  return (
    <>
      <Lanes service={service.data} environments={environments.data} />
      <History service={props.service} />
    </>
  );
}
