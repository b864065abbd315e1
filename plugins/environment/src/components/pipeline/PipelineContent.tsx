import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import { QueryScope } from '@towpath/ui';
import { useLiveUpdates } from '../../queries/useLiveUpdates';
import { WithDeployments } from '../deployment/WithDeployments';
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
  return (
    <WithDeployments service={props.service} rows={6}>
      {(service, environments) => (
        <>
          <Lanes service={service} environments={environments} />
          <History service={props.service} />
        </>
      )}
    </WithDeployments>
  );
}
