export interface Config {
  mail?: {
    notifications?: {
      /** Notifications below it stay in the portal. Default: high, which are approvals and failures. */
      severity?: 'critical' | 'high' | 'normal' | 'low';
    };
  };
}
