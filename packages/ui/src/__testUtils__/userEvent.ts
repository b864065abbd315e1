import upstream, { type UserEvent } from '@testing-library/user-event';

/**
 * Somebody at the page, with keyboard and pointer of their own in each test, who does one thing right
 * after the other: what a test waits for is what the page does, never a pause between two keys.
 */
// eslint-disable-next-line import/no-mutable-exports
export let userEvent: UserEvent;

beforeEach(() => {
  userEvent = upstream.setup({ delay: null });
});
