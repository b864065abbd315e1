import { Link } from '@backstage/core-components';
import { serviceName } from '@towpath/plugin-environment-common';
import { useServiceTab } from '../../routes/useServiceTab';

/** A service by its name, which leads to what it has. */
export function ServiceLink({ service }: { service: string }) {
  const tabOf = useServiceTab();
  return <Link to={tabOf(service)}>{serviceName(service)}</Link>;
}
