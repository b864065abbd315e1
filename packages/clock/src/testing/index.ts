export { AheadClock } from './AheadClock.ts';
export { StillClock } from './StillClock.ts';
