import { useState } from 'react';
import Button from '@material-ui/core/Button';
import type {
  ResourceType,
  ScoreDiagnostic,
} from '@towpath/plugin-score-common';
import {
  Controls,
  CopyButton,
  ErrorState,
  explainError,
  Notice,
  Quiet,
  SectionCard,
} from '@towpath/ui';
import { useFindings } from '../../queries/useFindings';
import { useMakePlan } from '../../queries/usePlans';
import { useResourceTypes } from '../../queries/useResourceTypes';
import { PlanBody } from '../plan/PlanBody';
import { Findings } from '../shared/Findings';
import { WithOverride } from '../shared/WithOverride';
import { Propose } from './Propose';
import { ScoreEditor } from './ScoreEditor';

/** What {@link Workbench} needs. */
export interface WorkbenchProps {
  initial: string;
  /** Entity reference. */
  service?: string;
  environment?: string;
  /** Digest of the file of the service; absent where there is none to change. */
  base?: string;
  /** Begins again with the file as it is by now. */
  onLoadAnew?: () => void;
}

const NONE: ScoreDiagnostic[] = [];
const NO_TYPES: ResourceType[] = [];

/** A text to change, what is wrong with it as one types, and a plan of it. */
export function Workbench(props: WorkbenchProps) {
  const { initial, service, environment, base, onLoadAnew } = props;
  const [text, setText] = useState(initial);
  const findings = useFindings({ score: text, service, environment });
  const types = useResourceTypes().data?.items ?? NO_TYPES;
  return (
    <>
      <SectionCard
        title="Score file"
        note={<Verdict asked={findings} />}
        action={
          <>
            <CopyButton text={() => text} />
            <Button
              size="small"
              disabled={text === initial}
              onClick={() => setText(initial)}
            >
              Start over
            </Button>
          </>
        }
      >
        <ScoreEditor
          value={text}
          onChange={setText}
          findings={findings.data?.diagnostics ?? NONE}
          types={types}
        />
        <Findings findings={findings.data?.diagnostics ?? NONE} />
      </SectionCard>
      {service && base && (
        <Propose
          request={{ service, score: text, base }}
          isChanged={text !== initial}
          isValid={findings.data?.valid ?? false}
          onLoadAnew={onLoadAnew}
        />
      )}
      <Preview text={text} service={service} environment={environment} />
    </>
  );
}

function Verdict({ asked }: { asked: ReturnType<typeof useFindings> }) {
  const { data, error } = asked;
  if (error)
    return (
      <span role="alert">
        could not be checked: {explainError(error).reason}
      </span>
    );
  if (!data) return null;
  const errors = data.diagnostics.filter(one => one.severity === 'error');
  return (
    <span role="status">
      {errors.length === 0
        ? '✓ no errors'
        : `▲ ${errors.length} ${errors.length === 1 ? 'error' : 'errors'}`}
    </span>
  );
}

/** What the text would do in the environment that is chosen. */
function Preview(props: {
  text: string;
  service?: string;
  environment?: string;
}) {
  const { text, service, environment } = props;
  const make = useMakePlan();
  if (!service || !environment) {
    return (
      <Quiet>
        Choose a service and an environment to see what the text would do there.
      </Quiet>
    );
  }
  const plan = () => make.mutate({ service, environment, score: text });
  const { variables, data, error } = make;
  const isOld = variables && variables.score !== text;
  return (
    <>
      <Controls>
        <Button variant="outlined" disabled={make.isPending} onClick={plan}>
          Plan {environment}
        </Button>
        <Quiet component="span">Nothing is changed by a plan.</Quiet>
      </Controls>
      {error && <ErrorState title="There is no plan" error={error} />}
      {data && isOld && (
        <Notice>
          The text has changed since. Plan again to see what it does now.
        </Notice>
      )}
      <WithOverride override={data?.override} />
      {data?.whyNot && <Notice>{data.whyNot}</Notice>}
      {data && data.environment === environment && <PlanBody plan={data} />}
    </>
  );
}
