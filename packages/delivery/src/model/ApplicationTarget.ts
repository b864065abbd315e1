import type { ApplicationRef } from '@towpath/argocd';

/** An application as runs keep it. */
export interface ApplicationTarget extends ApplicationRef {
  /** Name of the Argo CD instance. */
  instance: string;
  /** Its page. */
  url: string;
}
