import { lazy, Suspense, useMemo } from 'react';
import { DateTime } from 'luxon';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import {
  RiAlarmWarningLine,
  RiAlertLine,
  RiCloseLine,
  RiInformationLine,
} from '@remixicon/react';
import { StillLoading, useStillLoading } from '@towpath/home-react';
import { useStored } from '../useStored';
import {
  currentAnnouncements,
  readAnnouncements,
  type Announcement,
  type Severity,
} from './announcements';

const MarkdownContent = lazy(async () => ({
  default: (await import('@backstage/core-components')).MarkdownContent,
}));

const looks = {
  info: { Icon: RiInformationLine, word: 'Announcement' },
  warning: { Icon: RiAlertLine, word: 'Warning' },
  critical: { Icon: RiAlarmWarningLine, word: 'Critical' },
};

type ToneTheme = Theme & {
  palette: {
    infoBackground: string;
    infoText: string;
    warningBackground: string;
    warningText: string;
    errorBackground: string;
    errorText: string;
  };
};

const tones = (theme: Theme): Record<Severity, [string, string]> => {
  const { palette } = theme as ToneTheme;
  return {
    info: [palette.infoBackground, palette.infoText],
    warning: [palette.warningBackground, palette.warningText],
    critical: [palette.errorBackground, palette.errorText],
  };
};

const useStyles = makeStyles<Theme, { severity: Severity }>(theme => ({
  root: {
    display: 'flex',
    gap: theme.spacing(1.5),
    padding: theme.spacing(1.5, 1, 1.5, 2),
    borderRadius: theme.shape.borderRadius * 2,
    color: theme.palette.text.primary,
    backgroundColor: ({ severity }) => tones(theme)[severity]?.[0],
  },
  icon: {
    flexShrink: 0,
    color: ({ severity }) => tones(theme)[severity]?.[1],
  },
  text: { flex: 1, minWidth: 0 },
  title: { fontWeight: 600, margin: 0, fontSize: 'inherit' },
  body: {
    fontSize: theme.typography.pxToRem(14),
    maxWidth: '90ch',
    '& p': { margin: theme.spacing(0.5, 0) },
  },
  close: { alignSelf: 'flex-start' },
}));

const AnnouncementCard = (props: {
  announcement: Announcement;
  onHide: () => void;
}) => {
  const { announcement, onHide } = props;
  const classes = useStyles({ severity: announcement.severity });
  const { Icon, word } = looks[announcement.severity];
  return (
    <article className={classes.root}>
      <span className={classes.icon} role="img" aria-label={word}>
        <Icon size={20} />
      </span>
      <div className={classes.text}>
        <h2 className={classes.title}>{announcement.title}</h2>
        {announcement.body && (
          <Suspense fallback={<StillLoading />}>
            <MarkdownContent
              className={classes.body}
              content={announcement.body}
            />
          </Suspense>
        )}
        {announcement.link && (
          <Link to={announcement.link.url}>{announcement.link.title}</Link>
        )}
      </div>
      <IconButton
        size="small"
        className={classes.close}
        onClick={onHide}
        aria-label={`Hide “${announcement.title}”`}
      >
        <RiCloseLine size={18} />
      </IconButton>
    </article>
  );
};

/** What {@link AnnouncementList} needs. */
export interface AnnouncementListProps {
  /** Which of the announcements this place shows. */
  severities: Severity[];
}

/** What the platform team says today, less what the reader has hidden. */
export function AnnouncementList({ severities }: AnnouncementListProps) {
  const config = useApi(configApiRef);
  const announcements = useMemo(() => readAnnouncements(config), [config]);
  const hidden = useStored<string[]>('hidden-announcements', []);
  useStillLoading(hidden.value === undefined);
  if (!hidden.value) {
    return null;
  }
  const isHidden = new Set(hidden.value);
  return (
    <>
      {currentAnnouncements(announcements, DateTime.now())
        .filter(({ id }) => !isHidden.has(id))
        .filter(({ severity }) => severities.includes(severity))
        .map(announcement => (
          <AnnouncementCard
            key={announcement.id}
            announcement={announcement}
            onHide={() => hidden.set([...isHidden, announcement.id])}
          />
        ))}
    </>
  );
}
