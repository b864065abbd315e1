export { startArgoCd } from './startArgoCd.ts';
export type {
  ArgoCdOptions,
  ClusterOptions,
  Faults,
  RunningArgoCd,
  Timings,
} from './types.ts';
