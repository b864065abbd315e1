import { Link } from '@backstage/core-components';
import type { Plan } from '@towpath/plugin-score-common';
import { Quiet } from '@towpath/ui';

/** What was laid over the Score file; nothing where nothing was. */
export function WithOverride({ override }: Pick<Plan, 'override'>) {
  if (!override) return null;
  const { name, url } = override;
  return (
    <Quiet component="span">
      with {url ? <Link to={url}>{name} ↗</Link> : name}
    </Quiet>
  );
}
