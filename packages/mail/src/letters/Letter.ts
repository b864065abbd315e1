/** What a letter says, in both forms. */
export interface RenderedLetter {
  subject: string;
  text: string;
  html: string;
}

/** A letter to one person. */
export interface Letter extends RenderedLetter {
  /** One address. */
  to: string;
  /**
   * What it is, and stays when it is sent again, such as `run-42/welcome`: it becomes the `Message-ID`, by which servers
   * and people tell that two letters are the same.
   */
  id: string;
}
