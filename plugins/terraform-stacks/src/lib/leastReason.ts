/** As few characters as the backend takes for a reason. */
export const LEAST_REASON = 3;
