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
  return (
    <SidebarItem
      icon={NotificationsIcon}
      to={to}
      onClick={onClick}
      text="Notifications"
      hasNotifications={unreadCount > 0}
      aria-label={
        unreadCount > 0
          ? `Notifications, ${unreadCount} unread`
          : 'Notifications'
      }
    >
      {unreadCount > 0 && (
        <span aria-hidden className={classes.count}>
          {unreadCount > 99 ? '99+' : unreadCount}
        </span>
      )}
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
