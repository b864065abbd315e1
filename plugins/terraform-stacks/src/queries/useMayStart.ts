import { usePermission } from '@backstage/plugin-permission-react';
import {
  terraformStacksStartPermission,
  type StackDetail,
} from '@towpath/plugin-terraform-stacks-common';

/** Whether somebody may make stacks at all, and why not; undefined until it is known. */
export function useMayStart(): StackDetail['abilities']['plan'] | undefined {
  const { loading, allowed, error } = usePermission({
    permission: terraformStacksStartPermission,
  });
  if (loading) return undefined;
  // What could not be asked here the backend says once a stack is made.
  if (allowed || error) return { allowed: true };
  return {
    allowed: false,
    reason: 'You may not make stacks. Ask your platform team',
  };
}
