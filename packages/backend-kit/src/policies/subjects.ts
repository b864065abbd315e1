/** What policies may judge. */
export const POLICY_SUBJECTS = [
  'promotion',
  'provisioning',
  'template',
  'terraform-plan',
  'workload',
] as const;

/** One of them. */
export type PolicySubject = (typeof POLICY_SUBJECTS)[number];
