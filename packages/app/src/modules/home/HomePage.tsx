import { makeStyles } from '@material-ui/core/styles';
import { AnnouncementList } from './announcements/AnnouncementList';
import { AttentionSection } from './attention/AttentionSection';
import { OwnedCounts } from './counts/OwnedCounts';
import { FirstStepsSection } from './firstSteps/FirstStepsSection';
import { HomeHeader } from './me/HomeHeader';
import { useMe } from './me/useMe';
import { useOwned } from './owned/useOwned';
import { QueueSection } from './queue/QueueSection';
import { ServicesSection } from './services/ServicesSection';
import { StartSection } from './start/StartSection';
import { RecentSection } from './visits/RecentSection';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(3, 4, 6),
    maxWidth: 1560,
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(2, 1.5, 4) },
  },
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
 * What is true now for the person who looks: what needs them, what they answer
 * for, what they may begin, and where they were.
 */
export function HomePage() {
  const classes = useStyles();
  const me = useMe();
  const owned = useOwned(me.data);
  const failed = me.isError ? me : owned;

  return (
    <main className={classes.root}>
      <HomeHeader me={me.data} />
      <AnnouncementList severities={['critical']} />
      <div className={classes.columns}>
        <div className={classes.column}>
          {me.data && owned.data && (
            <QueueSection me={me.data} owned={owned.data} />
          )}
          {owned.data && <AttentionSection owned={owned.data} />}
          <ServicesSection
            me={me.data}
            entities={owned.data?.entities}
            error={failed.error}
            onRetry={() => failed.refetch()}
          />
          <AnnouncementList severities={['warning', 'info']} />
        </div>
        <div className={classes.column}>
          {me.data && owned.data && (
            <FirstStepsSection me={me.data} entities={owned.data.entities} />
          )}
          {me.data && <StartSection me={me.data} />}
          {owned.data && <OwnedCounts entities={owned.data.entities} />}
          <RecentSection />
        </div>
      </div>
    </main>
  );
}
