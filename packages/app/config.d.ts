/** What the portal's pages read from the configuration. */
export interface Config {
  towpath?: {
    /**
     * What the platform team wants people to know, shown on home from `from`
     * until `until`. Anyone may hide an announcement for themself.
     *
     * @deepVisibility frontend
     */
    announcements?: Array<{
      /** Kept when the text is edited, so that who hid it does not see it again. */
      id: string;
      title: string;
      /** Markdown. */
      body?: string;
      /** Default: info. */
      severity?: 'info' | 'warning' | 'critical';
      /** ISO 8601 date or moment. A date begins at midnight; default: at once. */
      from?: string;
      /** ISO 8601 date or moment. A date is included; default: stays. */
      until?: string;
      /** The one way on from it. */
      link?: { title: string; url: string };
    }>;
  };
}
