import type {
  NewStateCredential,
  StackDetail,
} from '@towpath/plugin-terraform-stacks-common';
import { Part, Quiet, SectionCard, Stack } from '@towpath/ui';
import { useState } from 'react';
import { AskForCredential } from './AskForCredential';
import { CredentialList } from './CredentialList';
import { NewCredential } from './NewCredential';

/** How one works on the state of a stack with one's own Terraform. */
export function ByHandTab({ detail }: { detail: StackDetail }) {
  // It is told once, and gone with the page.
  const [told, setTold] = useState<NewStateCredential>();
  const { key } = detail.stack;
  return (
    <>
      <SectionCard title="With your own Terraform" padded>
        <Stack>
          <Quiet>
            The state of the stack is at the portal. A personal credential lets
            your own Terraform read and write it, with the same lock that runs
            take: while you hold it no run changes the stack, and the other way
            round. What you do is written down with your name.
          </Quiet>
          {told ? (
            <NewCredential told={told} onDone={() => setTold(undefined)} />
          ) : (
            <AskForCredential detail={detail} onTold={setTold} />
          )}
          <Part title="Good to know">
            <Quiet>
              The http backend has one state and no workspaces:{' '}
              <code>terraform workspace new</code> is refused, and another place
              is another stack.
            </Quiet>
            <Quiet>
              An apply by hand goes past the rules of the platform and past the
              other person who confirms. The next run shows what it has changed.
            </Quiet>
          </Part>
        </Stack>
      </SectionCard>
      <CredentialList stack={key} />
    </>
  );
}
