import { makeStyles } from '@material-ui/core/styles';
import { useLiveUpdates } from '../../queries/useLiveUpdates';
import { PageTitle } from '../shared/PageTitle';
import { InstanceProblems } from '../status/InstanceProblems';
import { BoardContent } from './BoardContent';
import { useFillWindow } from './useFillWindow';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1.5),
    padding: theme.spacing(2, 3),
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(1.5) },
  },
}));

/** What of every service runs in each environment, as it is now. */
export function BoardPage() {
  const classes = useStyles();
  const fill = useFillWindow();
  useLiveUpdates();
  return (
    <main className={classes.root} {...fill}>
      <PageTitle of="Environments" />
      <InstanceProblems />
      <BoardContent />
    </main>
  );
}
