import Button from '@material-ui/core/Button';
import type {
  NewStateCredential,
  StackDetail,
} from '@towpath/plugin-terraform-stacks-common';
import {
  Controls,
  ErrorState,
  FilterFlag,
  FilterSelect,
  useOnce,
} from '@towpath/ui';
import { useState } from 'react';
import { useStackWork } from '../../queries/useStackWork';
import { WhyNot } from '../shared/WhyNot';

const SPANS = [
  { value: '1', words: '1 hour' },
  { value: '8', words: '8 hours' },
  { value: '24', words: '1 day' },
  { value: '168', words: '1 week' },
  { value: '720', words: '30 days' },
];

/** What {@link AskForCredential} needs. */
export interface AskForCredentialProps {
  detail: StackDetail;
  onTold: (told: NewStateCredential) => void;
}

/** Makes a personal credential, for so long and for so much. */
export function AskForCredential({ detail, onTold }: AskForCredentialProps) {
  const [hours, setHours] = useState('8');
  const [readOnly, setReadOnly] = useState(false);
  const { stack, abilities } = detail;
  const { once } = useOnce();
  const create = useStackWork(api =>
    api.createCredential(stack.key, { hours: Number(hours), readOnly }),
  );
  return (
    <>
      <Controls>
        <FilterSelect
          label="Good for"
          value={hours}
          choices={SPANS}
          unset={false}
          onChange={setHours}
        />
        <FilterFlag
          label="Only to read"
          value={readOnly}
          onChange={setReadOnly}
        />
        <Button
          size="small"
          variant="contained"
          color="primary"
          disabled={!abilities.credential.allowed || create.isPending}
          onClick={() =>
            once(failing =>
              create.mutate(undefined, { onSuccess: onTold, ...failing }),
            )
          }
        >
          Make a credential
        </Button>
        <WhyNot of={abilities.credential} />
      </Controls>
      {create.error && (
        <ErrorState title="There is no credential" error={create.error} />
      )}
    </>
  );
}
