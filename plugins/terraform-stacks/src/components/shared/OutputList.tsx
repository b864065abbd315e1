import type { StackOutputs } from '@towpath/plugin-terraform-stacks-common';
import { CopyButton, Quiet } from '@towpath/ui';
import { MASKED, valueWords } from '../../lib/shownValue';
import { ValueList } from './ValueList';

/** What {@link OutputList} needs. */
export interface OutputListProps {
  outputs: StackOutputs;
  /** Said where there is none. */
  empty: string;
}

/** Outputs by name; of a sensitive one, that it is there. */
export function OutputList({ outputs, empty }: OutputListProps) {
  const all = Object.entries(outputs);
  if (all.length === 0) return <Quiet>{empty}</Quiet>;
  return (
    <ValueList
      of="outputs"
      values={all.map(([name, output]) => [name, <Value of={output} />])}
    />
  );
}

function Value({ of: { sensitive, value } }: { of: StackOutputs[string] }) {
  if (sensitive) return <Quiet component="span">{MASKED}</Quiet>;
  const words = valueWords(value ?? null);
  return (
    <>
      {words} <CopyButton text={() => words} words="Copy" />
    </>
  );
}
