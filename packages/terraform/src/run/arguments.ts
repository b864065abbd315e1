/** Arguments that several commands of Terraform share. */
export const LOCK_TIMEOUT = '-lock-timeout=10s';
export const EVENTS = ['-json', '-input=false'];
