export { promotionTitle } from '@towpath/plugin-environment-common';
