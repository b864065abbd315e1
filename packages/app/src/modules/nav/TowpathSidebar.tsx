import { useCallback } from 'react';
import {
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarScrollWrapper,
  SidebarSpace,
} from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import type {
  NavContentComponentProps,
  NavContentNavItem,
} from '@backstage/plugin-app-react';
import { UserSettingsSignInAvatar } from '@backstage/plugin-user-settings';
import { HomeIcon, MenuIcon, NotificationsIcon, SearchIcon } from './icons';
import { NotificationsItem } from './NotificationsItem';
import { SearchItem } from './SearchItem';
import { SidebarLogo } from './SidebarLogo';
import { looks, reachedElsewhere } from './upstreamPages';

const SettingsAvatar = () => <UserSettingsSignInAvatar size={24} />;

const useStyles = makeStyles({
  // The icon of a page is drawn as large as its own header wants it.
  icon: { display: 'inline-flex', '& svg': { width: 20, height: 20 } },
});

function PageItem({ page }: { page: NavContentNavItem }) {
  const classes = useStyles();
  const look = looks.get(page.node.spec.id);
  const Own = useCallback(
    () => <span className={classes.icon}>{page.icon}</span>,
    [classes.icon, page.icon],
  );
  return (
    <SidebarItem
      icon={look?.Icon ?? Own}
      to={page.href}
      text={look?.text ?? page.title}
    />
  );
}

/**
 * The way through the portal: the pages that plugins bring, in the order in which `app.extensions`
 * names them, and after those the ones it does not name. On a narrow screen the groups become the bar
 * at the bottom.
 */
export function TowpathSidebar({ navItems }: NavContentComponentProps) {
  const items = navItems.clone();
  reachedElsewhere.forEach(id => items.take(id));
  return (
    <Sidebar>
      <SidebarLogo />
      <SidebarGroup label="Home" icon={<HomeIcon />} to="/">
        <SidebarItem icon={HomeIcon} to="/" text="Home" />
      </SidebarGroup>
      <SidebarGroup label="Search" icon={<SearchIcon />} to="/search">
        <SearchItem />
      </SidebarGroup>
      <SidebarDivider />
      <SidebarGroup label="Menu" icon={<MenuIcon />}>
        <SidebarScrollWrapper>
          {items.rest().map(page => (
            <PageItem key={page.node.spec.id} page={page} />
          ))}
        </SidebarScrollWrapper>
      </SidebarGroup>
      <SidebarSpace />
      <SidebarDivider />
      <SidebarGroup
        label="Notifications"
        icon={<NotificationsIcon />}
        to="/notifications"
      >
        <NotificationsItem />
      </SidebarGroup>
      <SidebarGroup
        label="Settings"
        icon={<UserSettingsSignInAvatar size={24} />}
        to="/settings"
      >
        <SidebarItem icon={SettingsAvatar} to="/settings" text="Settings" />
      </SidebarGroup>
    </Sidebar>
  );
}
