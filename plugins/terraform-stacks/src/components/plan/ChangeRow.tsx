import type { StackResourceChange } from '@towpath/plugin-terraform-stacks-common';
import { Difference, Quiet, StateChip } from '@towpath/ui';
import { memo } from 'react';
import { causesOf, isLoss, lookOf } from '../../lib/planWords';
import { attributeRows } from '../../lib/shownValue';
import { FoldRow } from '../shared/FoldRow';

/** What {@link ChangeRow} needs. */
export interface ChangeRowProps {
  change: StackResourceChange;
  isOpen: boolean;
  /** Is given what {@link keyOfChange} says. */
  onToggle: (key: string) => void;
  /** What happened to it in the words of the place; as the plan says it otherwise. */
  label?: string;
}

/** What names a change among others: a resource may have an object left behind as well. */
export const keyOfChange = ({ address, deposed }: StackResourceChange) =>
  deposed ? `${address} ${deposed}` : address;

function DrawnRow({ change, isOpen, onToggle, label }: ChangeRowProps) {
  const { chip, state } = lookOf(change.action);
  const { length } = change.attributes;
  return (
    <FoldRow
      address={change.address}
      state={<StateChip state={state} label={label ?? chip} />}
      end={countWords(length)}
      isLoss={!label && isLoss(change)}
      note={causesOf(change).join(' ')}
      isOpen={isOpen}
      onToggle={() => onToggle(keyOfChange(change))}
    >
      {() => <Attributes change={change} />}
    </FoldRow>
  );
}

/** What becomes of one resource, and on demand of each of its attributes. */
export const ChangeRow = memo(DrawnRow);

function countWords(attributes: number): string | undefined {
  if (attributes === 0) return undefined;
  return attributes === 1 ? '1 attribute' : `${attributes} attributes`;
}

function Attributes({ change }: { change: StackResourceChange }) {
  const { address, attributes, provider, type } = change;
  return (
    <>
      {attributes.length === 0 ? (
        <Quiet>No attribute of it differs.</Quiet>
      ) : (
        <Difference
          label={`What changes of ${address}`}
          items={attributeRows(change)}
        />
      )}
      <Quiet>
        {type}, of {provider}
      </Quiet>
    </>
  );
}
