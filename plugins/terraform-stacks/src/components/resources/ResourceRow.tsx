import { Quiet } from '@towpath/ui';
import { memo } from 'react';
import { MASKED, valueWords } from '../../lib/shownValue';
import type { StateResource } from '../../lib/stateResource';
import { FoldRow } from '../shared/FoldRow';
import { ValueList } from '../shared/ValueList';

/** What {@link ResourceRow} needs. */
export interface ResourceRowProps {
  id: string;
  resource: StateResource;
  isOpen: boolean;
  onToggle: (id: string) => void;
}

function DrawnRow({ id, resource, isOpen, onToggle }: ResourceRowProps) {
  const { address, module, mode, tainted, deposed } = resource;
  const notes = [
    tainted && 'Making it failed; the next plan makes it anew.',
    deposed && 'It is left over from an earlier replacement.',
  ].filter(Boolean);
  return (
    <FoldRow
      address={address.slice(module ? module.length + 1 : 0)}
      end={mode === 'data' ? 'only read' : undefined}
      note={notes.join(' ')}
      isOpen={isOpen}
      onToggle={() => onToggle(id)}
    >
      {() => <Attributes resource={resource} />}
    </FoldRow>
  );
}

/** One resource, and its attributes on demand. */
export const ResourceRow = memo(DrawnRow);

function Attributes({ resource }: { resource: StateResource }) {
  const { attributes, dependsOn, provider } = resource;
  return (
    <>
      <ValueList
        values={attributes.map(({ path, value, sensitive }) => [
          path,
          sensitive ? MASKED : valueWords(value ?? null),
        ])}
      />
      <Quiet>of {provider}</Quiet>
      {dependsOn.length > 0 && <Quiet>needs {dependsOn.join(', ')}</Quiet>}
    </>
  );
}
