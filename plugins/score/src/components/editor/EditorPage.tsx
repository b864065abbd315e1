import { useState } from 'react';
import { serviceName } from '@towpath/plugin-environment-common';
import type { ScoreService } from '@towpath/plugin-score-common';
import {
  Answer,
  Controls,
  DidNotCome,
  FilterSelect,
  oneInAddress,
  Page,
  useAddressFilters,
} from '@towpath/ui';
import { useEnvironments } from '../../queries/useEnvironments';
import { useScoreService } from '../../queries/useScoreService';
import { exampleFile } from '../../lib/exampleFile';
import { ServiceChoice } from '../shared/ServiceChoice';
import { Workbench } from './Workbench';

const inAddress = {
  service: oneInAddress('service'),
  environment: oneInAddress('environment'),
};

/** A Score file is tried out here: what is wrong with it, and what it would do somewhere. */
export function EditorPage() {
  const { filters, change } = useAddressFilters(inAddress);
  const { environments, error, retry } = useEnvironments();
  const { service, environment } = filters;
  return (
    <Page title="Score editor">
      <Controls>
        <ServiceChoice
          value={service}
          onChange={chosen => change({ service: chosen })}
        />
        <FilterSelect
          label="Environment"
          value={environment}
          choices={environments}
          onChange={chosen => change({ environment: chosen })}
        />
        <DidNotCome what="Environments" error={error} onRetry={retry} />
      </Controls>
      {service ? (
        <OfService key={service} service={service} environment={environment} />
      ) : (
        <Workbench initial={exampleFile('my-service')} />
      )}
    </Page>
  );
}

function OfService(props: { service: string; environment: string }) {
  const { service, environment } = props;
  const asked = useScoreService(service);
  const loadAnew = async () => (await asked.refetch()).data?.file;
  return (
    <Answer asked={asked} failure="The Score file cannot be shown" rows={10}>
      {({ file }) => (
        <Opened
          service={service}
          environment={environment || undefined}
          newest={file}
          loadAnew={loadAnew}
        />
      )}
    </Answer>
  );
}

/** The file as it was when it was opened: what is written here stays when it changes elsewhere. */
function Opened(props: {
  service: string;
  environment?: string;
  newest: ScoreService['file'];
  loadAnew: () => Promise<ScoreService['file']>;
}) {
  const { service, environment, newest, loadAnew } = props;
  const [file, setFile] = useState(newest);
  return (
    <Workbench
      key={file?.digest}
      initial={file?.text ?? exampleFile(serviceName(service))}
      service={service}
      environment={environment}
      base={file?.digest}
      onLoadAnew={async () => setFile(await loadAnew())}
    />
  );
}
