import type { HistoryEntry } from '@towpath/plugin-environment-common';

/** A row of the table `deployment_history`. */
export interface HistoryRow {
  id: string;
  service: string;
  environment: string;
  version: string;
  image: string | null;
  revision: string | null;
  health: HistoryEntry['health'] | null;
  deployed_at: Date;
  ended_at: Date | null;
  by: string | null;
  promotion_id: string | null;
  reason: string | null;
  commits: number | null;
}
