import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  LoadingProvider,
  useMe,
  type HomePlace,
  type HomeSection,
} from '@towpath/home-react';
import { Waiting } from '@towpath/ui';
import { AnnouncementList } from './announcements/AnnouncementList';
import { Place } from './frame/Place';
import { useLoadingBelow } from './frame/useLoadingBelow';
import { useShown } from './frame/useShown';
import { HomeHeader } from './me/HomeHeader';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(3, 4, 6),
    maxWidth: 1560,
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(2, 1.5, 4) },
  },
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
  },
  notYet: { display: 'none' },
  columns: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'minmax(0, 1fr) minmax(280px, 360px)',
    alignItems: 'start',
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  column: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    minWidth: 0,
  },
}));

/**
 * What is true now for the person who looks, in three places: what needs them, what is theirs, and what
 * they may begin or go on with. Plugins bring the sections; the page shows them at once, so that none
 * moves another.
 */
export function HomePage({ sections }: { sections: HomeSection[] }) {
  const classes = useStyles();
  const me = useMe();
  const [isLoading, beginLoading] = useLoadingBelow();
  const isShown = useShown(isLoading);
  const at = (place: HomePlace) => sections.filter(one => one.place === place);

  return (
    <main className={classes.root}>
      <HomeHeader me={me.data} />
      {!isShown && (
        <div className={classes.columns}>
          <Waiting rows={12} />
          <Waiting rows={8} />
        </div>
      )}
      <LoadingProvider value={beginLoading}>
        <div className={isShown ? classes.content : classes.notYet}>
          <AnnouncementList severities={['critical']} />
          <div className={classes.columns}>
            <div className={classes.column}>
              <Place
                sections={at('needs-me-now')}
                nothing={
                  <Typography variant="body2" color="textSecondary">
                    Nothing waits for you.
                  </Typography>
                }
              />
              <Place sections={at('my-things')} />
              <AnnouncementList severities={['warning', 'info']} />
            </div>
            <div className={classes.column}>
              <Place sections={at('start')} />
            </div>
          </div>
        </div>
      </LoadingProvider>
    </main>
  );
}
