import type { StackDetail } from '@towpath/plugin-terraform-stacks-common';
import { Quiet } from '@towpath/ui';

type Ability = StackDetail['abilities']['plan'];

/** Why something cannot be done, beside the button that would do it; nothing where it can. */
export function WhyNot({ of: { allowed, reason } }: { of: Ability }) {
  if (allowed) return null;
  return <Quiet component="span">{reason ?? 'You may not do this.'}</Quiet>;
}
