import type {
  EnvironmentEntityV1alpha1,
  Needs,
  WrittenFile,
} from '@towpath/plugin-environment-common';
import type { GatedService, GateVerdict } from './Gate';

/** The folder in Git that a service is deployed from in one environment. */
export interface DeliveredFolder {
  /** Clone address. */
  repository: string;
  branch: string;
  /** Without slashes around it; empty for the root. */
  path: string;
  /** The text of a file in it, as it is in Git now; undefined when there is none. */
  readFile(name: string): Promise<string | undefined>;
}

/** A service in the environment that a version goes to. */
export interface DeliveryPlace {
  service: GatedService;
  environment: EnvironmentEntityV1alpha1;
  folder: DeliveredFolder;
}

/** Which version is asked about, and where its source is. */
export interface DeliveryQuestion {
  /** Entity reference of the service. */
  service: string;
  /** Name of the environment that the version goes to. */
  environment: string;
  /** Tag or digest of the image. */
  version: string;
  /** The commit of the service's own repository that the version was made from. */
  commit: string;
  /** Entity reference of the person, or subject of the service, that asks for it. */
  requestedBy: string;
  /** Id of the promotion that asks, once there is one: what it has begun itself counts as it was shown. */
  promotion?: string;
}

/** What a version needs in an environment before it runs there. */
export interface NeedsReport {
  /** Of all that would be done, and of nothing else: people agree to it. Equal as long as it would be the same. */
  digest: string;
  needs: Needs;
  /** What forbids it, and who has to agree. Each is a gate of the promotion. */
  verdicts: GateVerdict[];
}

/** What a promotion has provided before it writes. */
export interface ProvideRequest extends DeliveryQuestion {
  promotion: string;
  /** 1, and one more each time that a person has the promotion tried again. */
  attempt: number;
  /** Of the report that was agreed to. */
  digest: string;
  reason?: string;
}

/** How far it is. */
export type ProvideAnswer =
  /** Asked again soon. */
  | { state: 'waiting'; reason: string }
  /** The end, in words that name what could not be provided and the way on. */
  | { state: 'failed'; reason: string }
  /** All is there. These files of the folder go into the commit that brings the version. */
  | { state: 'done'; files: WrittenFile[] };

/**
 * Knows what a version needs in an environment beside its image: resources, and the manifests that are rendered with
 * what they gave out. A promotion shows it, provides it before it writes, and writes the manifests together with the
 * version. Taking the promotion back writes the manifests back, and asks the strategy nothing: what was provided stays.
 *
 * An error that a method throws means that it could not be asked, and it is asked again. What it knows to be wrong is
 * an answer.
 */
export interface DeliveryStrategy {
  /** Unique, in lower case: gates and stored promotions name it so. */
  name: string;
  /** For people, as the title of its gates: `What its Score file needs`. */
  title: string;
  /** Whether it delivers the service there. Asked for every comparison: it looks at the folder, and at nothing far. */
  covers(place: DeliveryPlace): Promise<boolean>;
  /** Changes nothing. */
  compare(
    question: DeliveryQuestion,
    options: { signal?: AbortSignal },
  ): Promise<NeedsReport>;
  /**
   * Begins to provide, or tells how far it is: the same answer however often it is asked, by whichever process. What
   * is no longer asked for stays as it is.
   */
  provide(
    request: ProvideRequest,
    options: { signal: AbortSignal },
  ): Promise<ProvideAnswer>;
  /** Nobody waits for it any more: it begins nothing new. */
  giveUp(promotion: string): Promise<void>;
}
