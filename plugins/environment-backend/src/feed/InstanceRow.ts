/** Whether an instance can be followed; a row of the table `instances`. */
export interface InstanceRow {
  name: string;
  url: string | null;
  ok: boolean;
  /** What is wrong and what to do. */
  message: string | null;
  /** Since when it is as it is. */
  since: Date;
  /** When the portal last had word from it. */
  synced_at: Date | null;
  applications: number;
}
