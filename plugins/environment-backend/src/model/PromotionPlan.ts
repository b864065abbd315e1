import type { ApplicationTarget } from '@towpath/delivery';
import type { Edit as GitEdit } from '@towpath/gitops';
import type {
  Comparison,
  Edit,
  EnvironmentSummary,
  GateReport,
  Needs,
} from '@towpath/plugin-environment-common';

/** Where and how a version is written. */
export type DeliveryTarget =
  | {
      type: 'git';
      /** Clone address. */
      repository: string;
      branch: string;
      /** That is deployed, without slashes around it. */
      folder: string;
      edits: GitEdit[];
      sourcePosition?: SourcePosition;
    }
  | {
      type: 'parameter';
      /** Helm parameters by name, and kustomize images, to set in the application. */
      parameters?: Record<string, string>;
      images?: string[];
      sourcePosition?: SourcePosition;
    };

/** Which of several sources of an application, counted from 1; absent where there is one. */
export type SourcePosition = number;

/** What a promotion would write, found out anew each time that it is asked for. */
export interface Change {
  service: { ref: string; name: string; title?: string; owner?: string };
  from: string;
  to: string;
  /** Tag or digest of the image. */
  version: string;
  /** Whole reference of the image, as it runs in `from`. */
  image: string;
  /** What is to run in `to`, which may have another registry; absent when that is not known. */
  expectedImage?: string;
  /** What runs in `to`; absent when nothing does. */
  current?: { version?: string; image?: string };
  delivery: EnvironmentSummary['delivery'];
  target: DeliveryTarget;
  /** Parts of the application that may have the last word over `target`, and that nobody told us of. */
  notUnderstood?: string[];
  /** What could not be asked, and may have the last word too. */
  unasked?: string[];
  application: ApplicationTarget;
  /** What `target` writes, for people. */
  edits: Edit[];
  /** What comes with it, or why that is not known. */
  commits: Comparison['commits'];
}

/** What a delivery strategy has said that the version needs. */
export interface PlannedNeeds {
  /** Its name. */
  strategy: string;
  /** The commit that the version was made from. */
  commit: string;
  digest: string;
  shown: Needs;
}

/** A change and what the gates say of it. Approvals are for its digest. */
export interface PromotionPlan extends Change {
  gates: GateReport[];
  /** Absent where nothing covers the place, or what covers it could not tell: then a gate says so. */
  needs?: PlannedNeeds;
  digest: string;
}
