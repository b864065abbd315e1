import type { ScoreService } from '@towpath/plugin-score-common';
import { ErrorState, Notice } from '@towpath/ui';
import { useMemo } from 'react';
import { askedResources, readWorkload } from '../../lib/readWorkload';
import { overridesOf } from '../../lib/overridesOf';
import { keptCopies, resourceMatrix } from '../../lib/resourceMatrix';
import { hasOrUses } from '../../lib/sharing';
import { DriftCard } from './DriftCard';
import { KeptCopies } from './KeptCopies';
import { NoScoreFile } from './NoScoreFile';
import { OutputsCard } from './OutputsCard';
import { RemoveEverywhere } from './RemoveEverywhere';
import { ResourcesCard } from './ResourcesCard';
import { ScoreFileCard } from './ScoreFileCard';

/** What the file asks for in an environment, with what is laid over it there. */
function askedIn({ file, environments }: ScoreService) {
  return (environment: string) => {
    const own = environments.find(({ name }) => name === environment);
    const workload = file && readWorkload(file.text, own?.override?.text);
    return workload && askedResources(workload);
  };
}

/** What {@link ServiceView} needs. */
export interface ServiceViewProps {
  service: ScoreService;
  /** Asks for all of it again. */
  onRetry: () => void;
}

/** The Score file, the resources by environment, what they give, and what is kept of those that went. */
export function ServiceView({ service, onRetry }: ServiceViewProps) {
  const { file, problem } = service;
  const text = file?.text;
  const workload = useMemo(
    () => (text === undefined ? undefined : readWorkload(text)),
    [text],
  );
  const rows = useMemo(
    () => resourceMatrix(service, askedIn(service)),
    [service],
  );
  const isAnything = service.environments.some(
    one => hasOrUses(one).length > 0,
  );
  if (!file && !problem && !isAnything) return <NoScoreFile />;
  return (
    <>
      {problem && (
        <ErrorState
          title="The Score file could not be asked for"
          error={new Error(problem)}
          whatToDo="What is there of its resources is shown as it was last known."
          onRetry={onRetry}
        />
      )}
      {!file && !problem && (
        <Notice>
          The Score file is gone. What it asked for is there until it is taken
          away.
        </Notice>
      )}
      {file && (
        <ScoreFileCard
          service={service.service}
          file={file}
          workload={workload}
          overrides={overridesOf(service)}
        />
      )}
      <DriftCard service={service} />
      <ResourcesCard service={service} rows={rows} />
      <OutputsCard service={service} />
      <KeptCopies copies={keptCopies(service)} />
      <RemoveEverywhere service={service} onRetry={onRetry} />
    </>
  );
}
