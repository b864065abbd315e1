/** Where its migrations and its document are. */
export const PACKAGE = '@towpath/plugin-score-backend';
