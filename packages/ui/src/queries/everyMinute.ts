/**
 * How often what is on screen is asked for again, in milliseconds. Signals are quicker; this is for
 * those that were sent while the connection was away, and for what begins and ends by the clock.
 */
export const EVERY_MINUTE_MS = 60_000;
