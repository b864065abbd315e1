import DialogTitle from '@material-ui/core/DialogTitle';
import type { Comparison } from '@towpath/plugin-environment-common';
import type { PromotionPlace } from '../../lib/promoteSearch';
import { serviceName } from '../../lib/serviceName';
import { Version } from '../shared/Version';
import { useCalmStyles } from '../shared/useCalmStyles';

/** What goes where, and what runs there now. */
export function PromoteTitle(props: {
  id: string;
  place: PromotionPlace;
  comparison?: Comparison;
}) {
  const { id, place, comparison } = props;
  const classes = useCalmStyles();
  const running = comparison?.current?.version;
  return (
    <DialogTitle id={id} disableTypography>
      <h2 className={classes.title}>Promote {serviceName(place.service)}</h2>
      <p className={classes.quiet}>
        {place.from} {comparison && <Version of={comparison.version} />} →{' '}
        {place.to}
        {comparison && (
          <>
            {' ('}
            {running ? (
              <>
                runs <Version of={running} />
              </>
            ) : (
              'runs nothing yet'
            )}
            )
          </>
        )}
      </p>
    </DialogTitle>
  );
}
