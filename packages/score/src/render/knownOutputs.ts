import type { Diagnostic } from '../diagnostics/diagnostic';
import type { ResourcePlan } from '../resources/plan';
import type { KnownOutputs } from '../resources/provide';
import type { Workload } from '../types';
import { sharedBindings } from './needs';
import { withReachable } from './reachable';
import type { Reach } from './reachable';
import type { UnknownOutputs } from './scope';

/** What is known of outputs before a target is rendered. */
export interface Known {
  outputs: KnownOutputs;
  unknownOutputs: UnknownOutputs;
  diagnostics: Diagnostic[];
}

/** The outputs that are given, and those that the call itself says. */
export function knownOutputs(
  workloads: Workload[],
  plan: ResourcePlan,
  given: { outputs?: KnownOutputs; unknownOutputs?: UnknownOutputs },
  reach: Reach,
): Known {
  const { outputs: provided = new Map(), unknownOutputs = 'error' } = given;
  const { outputs, diagnostics } = withReachable(
    workloads,
    plan,
    provided,
    reach,
  );
  const clashes =
    unknownOutputs === 'refer' ? sharedBindings(plan, outputs) : [];
  return {
    outputs,
    unknownOutputs,
    diagnostics: [...diagnostics, ...clashes],
  };
}
