import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { Quiet } from '@towpath/ui';
import { typesRouteRef } from '../../routes';

/** A type, with its class where it is not the usual one, which leads to what is said of it. */
export function TypeName({ of }: { of: { type: string; class: string } }) {
  const types = useRouteRef(typesRouteRef);
  return (
    <Quiet component="span">
      <Link
        color="inherit"
        to={`${types()}?type=${encodeURIComponent(of.type)}`}
      >
        {of.type}
        {of.class !== 'default' && `, ${of.class}`}
      </Link>
    </Quiet>
  );
}
