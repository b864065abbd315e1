import type { StackDrift } from '@towpath/plugin-terraform-stacks-common';
import { Quiet } from '@towpath/ui';
import { DriftList } from './DriftList';

/** What was changed outside of Terraform, or what is known of it. */
export function WhatDiffers({ drift }: { drift: StackDrift }) {
  const { changes = [], why = 'What differs is not known.' } = drift;
  return changes.length > 0 ? (
    <DriftList changes={changes} />
  ) : (
    <Quiet>{why}</Quiet>
  );
}
