import type { JsonValue } from '@backstage/types';

export type Severity = 'info' | 'warning' | 'error';

/** A place in a module's file; lines and columns count from 1. */
export interface SourcePlace {
  file: string;
  line: number;
  column?: number;
}

/** What Terraform complains about, in words. Code and values of the configuration are left out: they hold secrets. */
export interface Diagnostic {
  severity: 'warning' | 'error';
  summary: string;
  detail?: string;
  /** The resource it is about. */
  address?: string;
  place?: SourcePlace;
}

export type PlanAction =
  | 'create'
  | 'read'
  | 'update'
  | 'replace'
  | 'delete'
  | 'forget'
  | 'import'
  | 'move'
  | 'none';

/** How many resources; a replacement counts as one added and one removed. */
export interface ChangeCounts {
  add: number;
  change: number;
  remove: number;
  import: number;
  operation: string;
}

/** What happens to a resource while a run goes on. */
export interface ResourceProgress {
  type: 'resource';
  phase: 'started' | 'progress' | 'complete' | 'errored';
  operation: 'apply' | 'provision' | 'refresh' | 'ephemeral' | 'action';
  address: string;
  action?: string;
  elapsedSeconds?: number;
  provisioner?: string;
}

/** One line of `terraform … -json`. */
export type TerraformEvent =
  | ResourceProgress
  | {
      type: 'version';
      tool: 'terraform' | 'tofu';
      version: string;
      /** Version of the format, such as `1.2`. */
      ui?: string;
      /** False for a major version of the format that this library does not know. */
      supported: boolean;
    }
  | { type: 'diagnostic'; diagnostic: Diagnostic }
  | {
      type: 'drift' | 'planned';
      address: string;
      action: string;
      reason?: string;
    }
  | { type: 'summary'; counts: ChangeCounts }
  | {
      type: 'outputs';
      /** A sensitive one, and one that is only planned, has no value. */
      outputs: Record<string, { sensitive: boolean; value?: JsonValue }>;
    }
  | { type: 'lock'; phase: 'acquiring' | 'releasing' }
  | { type: 'interrupted' }
  /** Terraform could not save the state anywhere and printed it instead; the dump itself is left out. */
  | { type: 'state-dump' }
  | { type: 'message'; severity: Severity; text: string }
  /** A line of JSON that was cut off, or is no object. Its content is not passed on: it may be part of a state. */
  | { type: 'unreadable' };
