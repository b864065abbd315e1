import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { Helmet } from 'react-helmet';

/**
 * Names the browser's tab while a page is open: "Freezes | Towpath".
 *
 * @param props - `of` is what people call the page.
 */
export function PageTitle({ of }: { of: string }) {
  const app = useApi(configApiRef).getOptionalString('app.title');
  return (
    // The header of a legacy app has a template for whatever stands in it.
    <Helmet titleTemplate="%s" title={`${of} | ${app ?? 'Backstage'}`} />
  );
}
