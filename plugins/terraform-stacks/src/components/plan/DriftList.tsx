import type { StackResourceChange } from '@towpath/plugin-terraform-stacks-common';
import { ChangeList } from './ChangeList';

const HAPPENED: Record<string, string> = {
  delete: 'gone',
  update: 'changed',
  create: 'appeared',
};

/** What was changed outside of Terraform, each with what is there now. */
export function DriftList({ changes }: { changes: StackResourceChange[] }) {
  return (
    <ChangeList
      label="Changed outside"
      changes={changes}
      labelOf={({ action }) => HAPPENED[action] ?? action}
    />
  );
}
