import { useRouteRef } from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { useWaitingCount } from '@towpath/plugin-runs-react';
import { NavLink } from 'react-router-dom';
import {
  approvalsRouteRef,
  freezesRouteRef,
  inboxRouteRef,
  promotionsRouteRef,
  rootRouteRef,
} from '../routes';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexShrink: 0,
    gap: theme.spacing(3),
    overflowX: 'auto',
    padding: theme.spacing(0, 3),
    borderBottom: `1px solid ${theme.palette.divider}`,
    [theme.breakpoints.down('xs')]: {
      gap: theme.spacing(2),
      padding: theme.spacing(0, 1.5),
    },
  },
  tab: {
    padding: theme.spacing(1.25, 0),
    borderBottom: '2px solid transparent',
    color: theme.palette.text.secondary,
    fontSize: theme.typography.pxToRem(14),
    fontWeight: 500,
    textDecoration: 'none',
    whiteSpace: 'nowrap',
    '&:hover': { color: theme.palette.text.primary },
    '&[aria-current="page"]': {
      color: theme.palette.text.primary,
      borderBottomColor: theme.palette.primary.main,
    },
  },
}));

/** The ways between the pages of environments, with how much waits for the person who looks. */
export function EnvironmentTabs() {
  const classes = useStyles();
  const board = useRouteRef(rootRouteRef);
  const promotions = useRouteRef(promotionsRouteRef);
  const approvals = useRouteRef(approvalsRouteRef);
  const inbox = useRouteRef(inboxRouteRef);
  const freezes = useRouteRef(freezesRouteRef);
  const waiting = useWaitingCount();
  return (
    <nav className={classes.root} aria-label="Environments">
      <NavLink to={board()} end className={classes.tab}>
        Board
      </NavLink>
      <NavLink to={promotions()} className={classes.tab}>
        Promotions
      </NavLink>
      <NavLink to={inbox?.() ?? approvals()} className={classes.tab}>
        Approvals{waiting && ` (${waiting})`}
      </NavLink>
      <NavLink to={freezes()} className={classes.tab}>
        Freezes
      </NavLink>
    </nav>
  );
}
