import { stringifyTargetRef } from '@towpath/plugin-environment-common';
import { PROVISION_RUNS, type Plan } from '@towpath/plugin-score-common';
import type { ProvisionInput } from '../model/runs';
import type { ScoreText } from '../model/ScoreText';

/** The run that does what a plan shows, as the engine is asked for it. The plan is of a file in a repository, or of what goes. */
export function provisionOf(
  plan: Plan,
  { text, override }: ScoreText,
  reason?: string,
) {
  const { id, digest, service, environment, source, resources } = plan;
  const { files, verdicts, cost, removes } = plan;
  const input: ProvisionInput = {
    ...{ plan: id, digest, service, environment, resources, reason },
    ...{ text, override, removes },
    source: source?.url,
    shown: { files, verdicts, cost },
  };
  return {
    kind: PROVISION_RUNS,
    subject: service,
    lockKey: stringifyTargetRef({ service, environment }),
    input,
  };
}
