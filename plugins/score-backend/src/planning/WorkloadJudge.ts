import {
  askPolicies,
  type PolicyFolder,
  type PolicyWord,
} from '@towpath/backend-kit';
import type { Diagnostic, ValidRead, Workload } from '@towpath/score';
import type { ServicePlace } from '../model/ServicePlace';

/** The variables of rules about workloads. */
export const WORKLOAD_VARIABLES = ['service', 'workload'] as const;

const SEVERITIES = { deny: 'error', gate: 'warning', allow: 'note' } as const;

/** Asks the policies about Score files by themselves, wherever they are to go. */
export class WorkloadJudge {
  readonly #policies: PolicyFolder;

  constructor(policies: PolicyFolder) {
    this.#policies = policies;
  }

  judge(
    workload: Workload,
    service: ServicePlace['service'],
  ): Promise<PolicyWord[]> {
    return askPolicies(this.#policies, { workload, service });
  }

  /** The same for who writes the file, at the line that a rule is about. */
  async check(
    { workload, positionOf }: ValidRead,
    service: ServicePlace['service'],
  ): Promise<Diagnostic[]> {
    const words = await this.judge(workload, service);
    return words.map(({ policy, finding }) => {
      const path = pathOf(finding.field);
      return {
        ...{ severity: SEVERITIES[finding.effect], code: 'policy', path },
        message: `${finding.message} (${policy}${
          finding.rule && `: ${finding.rule}`
        })`,
        position: positionOf(path) ?? positionOf(path.slice(0, -1)),
      };
    });
  }
}

/** `metadata.name` of `workload.metadata.name`. */
function pathOf(field = ''): string[] {
  const [variable, ...path] = field.split('.');
  return variable === 'workload' ? path : [];
}
