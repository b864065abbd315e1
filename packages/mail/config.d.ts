export interface Config {
  mail?: {
    /** The server that letters are handed in at. Without it no letter is sent. */
    smtp?: {
      host: string;
      /** Default: 465 with `secure`, else 587. */
      port?: number;
      /** TLS from the first byte. Without it TLS is begun by STARTTLS, and asked for unless `insecure`. */
      secure?: boolean;
      /** Lets letters and the password go without TLS, for a server on this machine. */
      insecure?: boolean;
      username?: string;
      /** @visibility secret */
      password?: string;
    };
    /** Who letters are from, such as `Towpath <towpath@example.com>`. */
    from?: string;
    /** Folder with templates: `layout.html`, and a folder for each language with a Markdown file for each letter. */
    templates?: string;
  };
}
