import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { isEnded } from '@towpath/plugin-runs-common';
import type { RunPartProps, RunParts } from '@towpath/plugin-runs-react';
import { Line, Part, Quiet, SectionCard, Stack } from '@towpath/ui';
import { detailsOf } from '../../lib/runOf';
import { stackRouteRef } from '../../routes';
import { PlanView } from '../plan/PlanView';
import { OutputList } from '../shared/OutputList';
import { ProgressList } from './ProgressList';

/** What is only of runs on stacks on the pages of runs. */
export const stackParts: RunParts = {
  Middle: Planned,
  Links,
  Change: ({ run }) => (
    <SectionCard title="What it changes" padded>
      <Planned run={run} />
    </SectionCard>
  ),
  Beside,
};

function Links({ run }: RunPartProps) {
  const stackRoute = useRouteRef(stackRouteRef);
  const { stack } = detailsOf(run);
  if (!stack) return null;
  return (
    <Line links="Elsewhere">
      <Link to={stackRoute({ key: stack })}>The stack {stack}</Link>
    </Line>
  );
}

function Planned({ run }: RunPartProps) {
  const { plan, verdicts, module, commit } = detailsOf(run);
  return (
    <Stack>
      {commit && (
        <Quiet>
          The module {module} is of commit <code>{commit}</code>.
        </Quiet>
      )}
      {plan ? (
        <PlanView plan={plan} verdicts={verdicts} />
      ) : (
        <Quiet>
          {isEnded(run.status)
            ? 'It ended before there was a plan.'
            : 'There is no plan yet; the log says how far Terraform is.'}
        </Quiet>
      )}
    </Stack>
  );
}

/** How far the apply is, and what came of it. */
function Beside({ run }: RunPartProps) {
  const { progress = [], ending } = detailsOf(run);
  return (
    <>
      {progress.length > 0 && <ProgressList progress={progress} />}
      {ending && (
        <SectionCard title="What came of it" padded>
          <Stack>
            <div>
              {ending.words.map(words => (
                <Quiet key={words}>{words}</Quiet>
              ))}
            </div>
            <Part title="Outputs">
              <OutputList
                outputs={ending.outputs}
                empty="The module has no outputs."
              />
            </Part>
          </Stack>
        </SectionCard>
      )}
    </>
  );
}
