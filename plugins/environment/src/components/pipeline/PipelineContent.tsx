import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { EntityTab } from '@towpath/ui';
import { useLiveUpdates } from '../../queries/useLiveUpdates';
import { WithDeployments } from '../deployment/WithDeployments';
import { PromoteDialog } from '../promote/PromoteDialog';
import { InstanceProblems } from '../status/InstanceProblems';
import { History } from './History';
import { Lanes } from './Lanes';

/** The way of a service's versions through the environments, and what ran where before. */
export function PipelineContent() {
  return (
    <EntityTab>
      <LivePipeline />
    </EntityTab>
  );
}

function LivePipeline() {
  const { entity } = useEntity();
  useLiveUpdates();
  return (
    <>
      <InstanceProblems />
      <Pipeline service={stringifyEntityRef(entity)} />
      <PromoteDialog />
    </>
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
