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

    /**
     * The page on which people sign in.
     *
     * @deepVisibility frontend
     */
    signIn?: {
      /** One line that says who can sign in, or with what. */
      message?: string;
      /**
       * The identity providers to offer, in this order; each is configured in
       * `auth.providers` too.
       */
      providers?: Array<'github' | 'oidc'>;
      /** The words on a provider's button, by provider. */
      titles?: { github?: string; oidc?: string };
    };
  };
}
