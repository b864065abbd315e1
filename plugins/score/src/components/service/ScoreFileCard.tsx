import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { ScoreService } from '@towpath/plugin-score-common';
import type { Workload } from '@towpath/score';
import { Line, Quiet, SectionCard, Strong } from '@towpath/ui';
import { summarise } from '../../lib/readWorkload';
import type { ShownOverride } from '../../lib/overridesOf';
import { editorRouteRef } from '../../routes';
import { Findings } from '../shared/Findings';

/** What {@link ScoreFileCard} needs. */
export interface ScoreFileCardProps {
  /** Entity reference. */
  service: string;
  file: NonNullable<ScoreService['file']>;
  /** Undefined while the file has errors. */
  workload: Workload | undefined;
  /** Of all environments. */
  overrides: ShownOverride[];
}

/** The workload in a few lines, what is wrong with its file, and where to change it. */
export function ScoreFileCard(props: ScoreFileCardProps) {
  const { service, file, workload, overrides } = props;
  const editor = useRouteRef(editorRouteRef);
  const { url, diagnostics } = file;
  return (
    <>
      <SectionCard
        title="Score file"
        note={workload?.metadata.name}
        padded
        action={
          <Line>
            <Link to={`${editor()}?service=${encodeURIComponent(service)}`}>
              Try a change
            </Link>
            <Link to={url}>score.yaml ↗</Link>
          </Line>
        }
      >
        {workload ? (
          <Summary workload={workload} />
        ) : (
          <Quiet>Nothing can be planned until its errors are mended.</Quiet>
        )}
      </SectionCard>
      {diagnostics.length > 0 && (
        <SectionCard title="What to mend">
          <Findings findings={diagnostics} />
        </SectionCard>
      )}
      {overrides
        .filter(one => one.diagnostics.length > 0)
        .map(({ name, environment, diagnostics: found }) => (
          <SectionCard key={name} title={`What to mend for ${environment}`}>
            <Findings findings={found} />
          </SectionCard>
        ))}
    </>
  );
}

function Summary({ workload }: { workload: Workload }) {
  const { containers, ports } = summarise(workload);
  return (
    <>
      {containers.map(({ name, image }) => (
        <Line key={name}>
          <Strong>{name}</Strong>
          <Quiet component="span">runs {image}</Quiet>
        </Line>
      ))}
      {ports.length > 0 && <Quiet>Offers {ports.join(', ')}</Quiet>}
    </>
  );
}
