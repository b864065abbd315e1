export { shortVersion } from '@towpath/plugin-environment-common';
