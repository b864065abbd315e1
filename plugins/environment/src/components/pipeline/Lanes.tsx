import { makeStyles } from '@material-ui/core/styles';
import type {
  EnvironmentSummary,
  Service,
} from '@towpath/plugin-environment-common';
import { Lane } from './Lane';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'stretch',
    gap: theme.spacing(1),
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  place: {
    display: 'flex',
    flex: '1 1 260px',
    gap: theme.spacing(1),
    // The empty alternative keeps the arrow from being read out.
    '& + &::before': {
      content: '"→" / ""',
      color: theme.palette.text.secondary,
      paddingTop: theme.spacing(1.75),
    },
    [theme.breakpoints.down('xs')]: {
      flexBasis: '100%',
      flexDirection: 'column',
      '& + &::before': {
        content: '"↓" / ""',
        padding: 0,
        textAlign: 'center',
      },
    },
  },
}));

/** What {@link Lanes} needs. */
export interface LanesProps {
  service: Service;
  /** In promotion order. */
  environments: EnvironmentSummary[];
}

/** One lane for each environment, in the order in which versions pass them. */
export function Lanes({ service, environments }: LanesProps) {
  const classes = useStyles();
  return (
    <ol className={classes.root} aria-label="Environments in promotion order">
      {environments.map(environment => (
        <li key={environment.ref} className={classes.place}>
          <Lane service={service} environment={environment} />
        </li>
      ))}
    </ol>
  );
}
