import { makeStyles } from '@material-ui/core/styles';
import { NavLink } from 'react-router-dom';

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
  flush: { '&&': { padding: 0 } },
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

/** What {@link PageTabs} needs. */
export interface PageTabsProps {
  /** Names the tabs for assistive technology: "Environments". */
  label: string;
  tabs: {
    to: string;
    words: string;
    /** Pages below it have tabs of their own. */
    alone?: boolean;
  }[];
  /** They are of a thing on the page, and begin where its other parts do. */
  flush?: boolean;
}

/** The ways between the pages of one plugin. */
export function PageTabs({ label, tabs, flush }: PageTabsProps) {
  const classes = useStyles();
  return (
    <nav
      className={`${classes.root} ${flush ? classes.flush : ''}`}
      aria-label={label}
    >
      {tabs.map(({ to, words, alone }) => (
        <NavLink key={to} to={to} end={alone} className={classes.tab}>
          {words}
        </NavLink>
      ))}
    </nav>
  );
}
