import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Answer, EntityTab } from '@towpath/ui';
import { useResourceSignals } from '../../queries/useResourceSignals';
import { useScoreService } from '../../queries/useScoreService';
import { ServiceView } from './ServiceView';

/** What a component asks for in its Score file, and what it has in each environment. */
export function ResourcesContent() {
  const { entity } = useEntity();
  return (
    <EntityTab>
      <Asked service={stringifyEntityRef(entity)} />
    </EntityTab>
  );
}

function Asked({ service }: { service: string }) {
  useResourceSignals();
  const asked = useScoreService(service);
  return (
    <Answer
      asked={asked}
      failure="What the service has cannot be shown"
      rows={8}
    >
      {known => <ServiceView service={known} onRetry={asked.refetch} />}
    </Answer>
  );
}
