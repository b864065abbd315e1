import { Header } from '@backstage/core-components';
import { EnvironmentsPage } from './EnvironmentsPage';

/**
 * {@link EnvironmentsPage} below the header that an app of the old frontend system does not bring.
 * Not inside of its `Page`: that is a `main`, which each of these pages is itself.
 */
export function LegacyEnvironmentsPage() {
  return (
    <>
      <Header title="Environments" />
      <EnvironmentsPage />
    </>
  );
}
