export { systemClock, type Clock } from './Clock.ts';
export { readRetryAfter } from './readRetryAfter.ts';
