import type {
  DeploymentState,
  EnvironmentEntityV1alpha1,
} from '@towpath/plugin-environment-common';
import type { ZodType } from 'zod';

/** The service that moves. */
export interface GatedService {
  /** Entity reference. */
  ref: string;
  name: string;
  title?: string;
  /** Entity reference of its owner. */
  owner?: string;
}

/** What a gate is asked about: one version of one service on its way into one environment. */
export interface GateSubject {
  service: GatedService;
  /** Where the version goes; its `spec.gates` name the gates. */
  environment: EnvironmentEntityV1alpha1;
  /** Where the version comes from; absent for the first environment, and often for a rollback. */
  source?: EnvironmentEntityV1alpha1;
  /** Tag or digest of the image. */
  version: string;
  /** Whole reference of the image. */
  image: string;
  /** What runs in `source` now. */
  from?: DeploymentState;
  /** What runs in `environment` now. */
  to?: DeploymentState;
  /** Entity reference of the person, or subject of the service, that asks; absent when nobody does. */
  requestedBy?: string;
  /** Nobody asked: the version would come by itself. */
  automatic: boolean;
  /** An earlier state is restored. Gates that would keep a broken version in place let it pass. */
  rollback: boolean;
  /** Why a freeze is to be passed over. Only a rollback may. */
  freezeOverride?: string;
  /** Why a version comes again although it failed or was rolled back there. Only a person says so. */
  setbackOverride?: string;
}

/** Who has to agree before a version may come in. */
export interface GateApproval {
  /** Entity references of the groups whose members may approve. */
  groups: string[];
  /** How many different people. */
  count: number;
  /** Who asked may not approve. */
  fourEyes: boolean;
}

/** What a gate says. */
export interface GateVerdict {
  /** `open` lets the version pass, `closed` does not, `asks` lets it pass once `approval` is given. */
  state: 'open' | 'closed' | 'asks';
  /**
   * Tells it from the other verdicts of the gate, such as the name of a rule: an approval is given for it, and holds
   * for no other. Default is its position.
   */
  key?: string;
  /** The rule, its number, and the way on: "Soaked 12 of 30 min, opens 14:32." */
  message: string;
  /** When it will open if nothing changes; absent when time alone does not open it. */
  opensAt?: Date;
  /** How far it is, such as 12 of 30 min. */
  progress?: { value: number; of: number; unit: string };
  /** Entity reference of who can change it. */
  owner?: string;
  /** Where more about it stands. */
  url?: string;
  /** With a rule of a policy: the name of that; the rule is then the key. */
  policy?: string;
  /** With `closed`: the field of the request to promote by which a person passes it, with a reason. */
  override?: 'overrideSetback';
  /** With `asks`: whose approval it asks for. */
  approval?: GateApproval;
}

/** What a gate has to know of the moment. */
export interface GateContext {
  now: Date;
  /** Aborted when the answer is no longer wanted. */
  signal: AbortSignal;
}

/**
 * Something that has to be so before a version may come into an environment. An environment names
 * it by its type among `spec.gates` and gives its settings beside the type.
 *
 * A gate looks at one version of one service and may look outside, but changes nothing: it is asked
 * often, for pages too. When it throws, or takes too long, the gate counts as closed.
 *
 * @example
 *
 * ```ts
 * const officeHours: Gate<{ from: number; to: number }> = {
 *   type: 'office-hours',
 *   schema: z.strictObject({ from: z.number(), to: z.number() }),
 *   title: ({ from, to }) => `Between ${from} and ${to} o'clock UTC`,
 *   async evaluate(_subject, { from, to }, { now }) {
 *     const hour = now.getUTCHours();
 *     return hour >= from && hour < to
 *       ? { state: 'open', message: 'It is within office hours.' }
 *       : { state: 'closed', message: `Opens at ${from}:00 UTC.` };
 *   },
 * };
 * ```
 */
export interface Gate<Settings = unknown> {
  /** What environments name it by. One gate a type. */
  type: string;
  /** Checks the settings of an environment, without `type`. */
  schema: ZodType<Settings>;
  /** What it asks for, in a few words: "Soaked 30 min". */
  title(settings: Settings): string;
  /** Several verdicts are several gates to the reader: each is reported, and each has to let pass. */
  evaluate(
    subject: GateSubject,
    settings: Settings,
    context: GateContext,
  ): Promise<GateVerdict | GateVerdict[]>;
}
