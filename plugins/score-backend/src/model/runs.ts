import type { DeployState } from '@towpath/delivery';
import type { PlannedResource, Plan } from '@towpath/plugin-score-common';
import type { Run } from '@towpath/workflow';
import type { Override, ScoreText } from './ScoreText';
import type { HadResource, Proof } from './Proof';
import { isDelivered, type GonePlace, type ServicePlace } from './ServicePlace';

/** What was asked for: a plan as it was shown. */
export interface ProvisionInput {
  /** Id of the plan. */
  plan: string;
  digest: string;
  /** Entity reference. */
  service: string;
  environment: string;
  /** The Score file. */
  text: string;
  /** Where it is, for whoever reads the manifests. */
  source?: string;
  /** What was laid over it; absent where nothing was. */
  override?: Override;
  resources: PlannedResource[];
  /** For the page of the run. */
  shown: Pick<Plan, 'files' | 'verdicts' | 'cost'>;
  reason?: string;
  /** All that the service has there goes; then there is no Score file, and `text` is empty. */
  removes?: boolean;
  /** Id of the promotion that it is a part of: that one writes, and nothing is taken away. */
  promotion?: string;
}

/** What the steps have found and done so far. */
export interface ProvisionState extends DeployState {
  /** Where it is delivered, as it was found before anything was changed. */
  place?: ServicePlace | GonePlace;
  /** What is in Git; absent where there was nothing to write. */
  written?: { sha: string; url: string };
  /** Names of the resources that were taken away. */
  removed?: string[];
  /** With `removes`, what was there before anything was changed. */
  had?: HadResource[];
  /** With `removes`, what was found of it afterwards. */
  proof?: Proof[];
}

export type ProvisionRun = Run<ProvisionInput, ProvisionState>;

/** The Score file of a run, as it was planned. */
export function sourceOf({
  text,
  source,
  override,
}: Pick<ProvisionInput, 'text' | 'source' | 'override'>): ScoreText {
  return { text, url: source, override };
}

/** The place of a run, once the first step has found it. */
export function placeOf({ state, id }: Pick<ProvisionRun, 'state' | 'id'>) {
  if (state.place) return state.place;
  throw new Error(`Run ${id} has not found its place yet`);
}

/** The same, for what is delivered there. */
export function deliveryOf(run: Pick<ProvisionRun, 'state' | 'id'>) {
  const place = placeOf(run);
  if (isDelivered(place)) return place;
  throw new Error(`Nothing can be delivered by run ${run.id}`);
}

/** The ids that a plan gave to resources, by uid. */
export function idsOf(
  resources: PlannedResource[],
): ReadonlyMap<string, string> {
  return new Map(resources.map(({ uid, id }) => [uid, id]));
}
