/** By it migrations and the API's document are found. */
export const PACKAGE = '@towpath/plugin-template-gates-backend';
