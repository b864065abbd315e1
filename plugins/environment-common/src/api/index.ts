export type { EnvironmentApi } from './EnvironmentApi';
export { EnvironmentApiClient } from './EnvironmentApiClient';
export type { components, operations, paths } from './generated/schema';
export { isEnded } from '@towpath/plugin-runs-common';
export * from './types';
