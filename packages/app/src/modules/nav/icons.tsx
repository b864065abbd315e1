import {
  RiAddBoxLine,
  RiBookOpenLine,
  RiBracesLine,
  RiHome5Line,
  RiMenuLine,
  RiNotification3Line,
  RiSearchLine,
  RiStackLine,
  type RemixiconComponentType,
} from '@remixicon/react';

// The sidebar sizes icons with Material UI's words, which Remix Icon reads as CSS.
const sized = (Icon: RemixiconComponentType) => () => <Icon size={20} />;

export const ApisIcon = sized(RiBracesLine);
export const CatalogIcon = sized(RiStackLine);
export const CreateIcon = sized(RiAddBoxLine);
export const DocsIcon = sized(RiBookOpenLine);
export const HomeIcon = sized(RiHome5Line);
export const MenuIcon = sized(RiMenuLine);
export const NotificationsIcon = sized(RiNotification3Line);
export const SearchIcon = sized(RiSearchLine);
