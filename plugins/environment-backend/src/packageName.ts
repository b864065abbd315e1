/** By which files beside the source are found, wherever it is installed. */
export const PACKAGE = '@towpath/plugin-environment-backend';
