export type { components, operations, paths } from './generated/schema';
export type { RunsApi } from './RunsApi';
export { RunsApiClient } from './RunsApiClient';
export { END_STATUSES, isEnded, OPEN_STATUSES, RUN_STATUSES } from './statuses';
export * from './types';
