import type { PolicyEffect } from '@towpath/plugin-policies-common';
import type { State } from '@towpath/ui';

/** Where rules apply, in words. */
const SUBJECTS: Record<string, string> = {
  promotion: 'a promotion',
  provisioning: 'a plan of resources',
  template: 'the input of a template',
  'terraform-plan': 'a Terraform plan',
  workload: 'a Score workload',
};

/** What a rule does when it speaks, in words and as a state. */
export const EFFECTS: Record<PolicyEffect, { words: string; state: State }> = {
  deny: { words: 'deny', state: 'closed' },
  gate: { words: 'gate', state: 'asks' },
  allow: { words: 'allow', state: 'open' },
};

/** What is judged; what we have no words for is called as in the file. */
export function subjectWords(subject: string): string {
  return SUBJECTS[subject] ?? subject;
}
