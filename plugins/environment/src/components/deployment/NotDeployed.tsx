import { Link } from '@backstage/core-components';
import { EmptyState } from '@towpath/ui';

/** Says of a component how it comes to run somewhere. */
export function NotDeployed() {
  return (
    <EmptyState
      title="It runs in no environment"
      why={
        <>
          What runs where shows here once Argo CD has an application for it: one
          with the labels <code>towpath.dev/service</code> and{' '}
          <code>towpath.dev/environment</code>, or one whose name is that of the
          service, a dash and that of the environment. The template New service
          makes them.
        </>
      }
      action={<Link to="/create">See the templates</Link>}
    />
  );
}
