export { serviceName } from '@towpath/plugin-environment-common';
