import { SidebarItem } from '@backstage/core-components';
import {
  NotificationsSidebarItem,
  type NotificationsRenderItemProps,
} from '@backstage/plugin-notifications';
import { makeStyles } from '@material-ui/core/styles';
import { NotificationsIcon } from './icons';

const useStyles = makeStyles({
  count: {
    fontSize: 'var(--bui-font-size-2)',
    fontVariantNumeric: 'tabular-nums',
  },
});

function UnreadItem({
  unreadCount,
  to,
  onClick,
}: NotificationsRenderItemProps) {
  const classes = useStyles();
  const count = unreadCount > 99 ? '99+' : unreadCount;
  return (
    <SidebarItem
      icon={NotificationsIcon}
      to={to}
      onClick={onClick}
      text="Notifications"
      aria-label={count ? `Notifications, ${count} unread` : 'Notifications'}
    >
      {/* The space keeps name and number apart for who reads the page aloud. */}
      {count ? <span className={classes.count}>{` ${count}`}</span> : null}
    </SidebarItem>
  );
}

/**
 * The way to the notifications. Upstream's own item gives a screen reader the name without the number,
 * and puts a second stop for the keyboard into the link.
 */
export function NotificationsItem() {
  return (
    <NotificationsSidebarItem renderItem={props => <UnreadItem {...props} />} />
  );
}
