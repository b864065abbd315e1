import type {
  Application,
  ApplicationSource,
  ApplicationSpec,
} from '@towpath/argocd';
import type { DeliveryTarget } from '../../model/PromotionPlan';

/** Answers the texts of those of these files that are there, at the branch that a source follows. */
export type ReadSource = (
  source: ApplicationSource,
  paths: string[],
) => Promise<Map<string, string>>;

/** What is looked at to find out who has the last word over what would be written. */
export interface Look {
  application: Application;
  /** Name of the environment. */
  environment: string;
  target: DeliveryTarget;
  /** Which source is written to, counted from 0. */
  index: number;
  /** By `spec.delivery.strategy`; absent for images of kustomize. */
  strategy?: string;
  /** Repository of the image as it runs, or is to. */
  image: string;
  read: ReadSource;
}

/** Parts of a source, and where they stand. */
export interface Layer {
  where: string;
  source: Partial<ApplicationSource>;
}

export function sourcesOf({
  source,
  sources,
}: ApplicationSpec): ApplicationSource[] {
  if (sources?.length) return sources;
  return source ? [source] : [];
}

export const nameOf = ({ metadata }: Application) =>
  `Application "${metadata.name}"`;
