import { makeStyles } from '@material-ui/core/styles';
import Tooltip from '@material-ui/core/Tooltip';
import type { Deployment, Service } from '@towpath/plugin-environment-common';
import { visuallyHidden } from '@towpath/ui';
import { Link as RouterLink, useSearchParams } from 'react-router-dom';
import { promoteSearch } from '../../lib/promoteSearch';
import { shortVersion } from '../../lib/shortVersion';
import { PromoteHint } from './PromoteHint';

const useStyles = makeStyles(theme => ({
  root: {
    // Where its hidden words stand, so that they widen nothing.
    position: 'relative',
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    minWidth: 24,
    minHeight: 24,
    borderRadius: 6,
    color: theme.palette.primary.main,
    border: `1px solid ${theme.palette.divider}`,
    textDecoration: 'none',
    fontWeight: 600,
    '&:hover': {
      color: theme.palette.primary.contrastText,
      backgroundColor: theme.palette.primary.main,
    },
  },
  words: { padding: theme.spacing(0.5, 1.25), gap: theme.spacing(0.75) },
  hidden: visuallyHidden,
}));

/** What {@link PromoteLink} needs. */
export interface PromoteLinkProps {
  service: Service;
  /** Where the version would go. */
  target: Deployment;
  /** Name of the environment it comes from. */
  from: string;
  /** Where there is room: the button says in words what the arrow does. */
  inWords?: boolean;
}

/**
 * The arrow between two environments: opens the promotion dialog on the same page. Pointed at, it
 * says what would move and what the gates say.
 */
export function PromoteLink(props: PromoteLinkProps) {
  const { service, target, from, inWords } = props;
  const classes = useStyles();
  const [search] = useSearchParams();
  const place = { service: service.ref, from, to: target.environment };
  const version = service.deployments.find(
    ({ environment }) => environment === from,
  )?.version;
  const what = version ? ` ${shortVersion(version)}` : '';
  return (
    <Tooltip title={<PromoteHint place={place} />} enterDelay={300}>
      <RouterLink
        to={{ search: promoteSearch(search, place) }}
        className={inWords ? `${classes.root} ${classes.words}` : classes.root}
      >
        <span aria-hidden>→</span>
        {inWords ? (
          <span>
            Promote{what} from {from}{' '}
            <span className={classes.hidden}>to {target.environment}</span>
          </span>
        ) : (
          <span className={classes.hidden}>
            Promote {service.name}
            {what} from {from} to {target.environment}
          </span>
        )}
      </RouterLink>
    </Tooltip>
  );
}
