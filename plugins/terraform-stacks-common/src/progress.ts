/** How far an apply is with one resource; `details.progress` of a run holds those of its plan. */
export interface StackProgress {
  address: string;
  /** As the plan names it, such as `create`. */
  action: string;
  /** `unknown`: it was begun, and nobody has heard how that ended. */
  status: 'waiting' | 'running' | 'done' | 'failed' | 'unknown';
  /** When it came to this, ISO 8601. */
  since: string;
}
