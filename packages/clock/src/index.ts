export { systemClock, type Clock } from './Clock.ts';
