import {
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarScrollWrapper,
  SidebarSpace,
} from '@backstage/core-components';
import type { NavContentComponentProps } from '@backstage/plugin-app-react';
import { NotificationsSidebarItem } from '@backstage/plugin-notifications';
import { UserSettingsSignInAvatar } from '@backstage/plugin-user-settings';
import { destinations, reachedElsewhere } from './destinations';
import { HomeIcon, MenuIcon, NotificationsIcon, SearchIcon } from './icons';
import { SearchItem } from './SearchItem';
import { SidebarLogo } from './SidebarLogo';

const SettingsAvatar = () => <UserSettingsSignInAvatar size={24} />;

/**
 * The way through the portal. On a narrow screen the groups become the bar at
 * the bottom. A plugin that brings a page appears by itself, after the others.
 */
export function TowpathSidebar({ navItems }: NavContentComponentProps) {
  const items = navItems.clone();
  reachedElsewhere.forEach(id => items.take(id));
  const known = destinations.map(({ id, text, Icon }) => {
    const item = items.take(id);
    return (
      item && <SidebarItem key={id} icon={Icon} to={item.href} text={text} />
    );
  });
  const rest = items
    .rest()
    .map(item => (
      <SidebarItem
        key={item.node.spec.id}
        icon={() => item.icon}
        to={item.href}
        text={item.title}
      />
    ));

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
          {known}
          {rest}
        </SidebarScrollWrapper>
      </SidebarGroup>
      <SidebarSpace />
      <SidebarDivider />
      <SidebarGroup
        label="Notifications"
        icon={<NotificationsIcon />}
        to="/notifications"
      >
        <NotificationsSidebarItem icon={NotificationsIcon} />
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
