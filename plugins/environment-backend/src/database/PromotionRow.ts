/** A row of the table `promotions`: what lists are searched by. */
export interface PromotionRow {
  id: string;
  kind: string;
  service: string;
  environment: string;
  version: string;
  requested_by: string;
  idempotency_key: string | null;
  request_digest: string | null;
  automatic: boolean;
  approvers: string[];
  reverts: string | null;
  written_at: Date | null;
}
