export interface Config {
  /** The identity provider in which the platform makes people, by SCIM 2.0. */
  scim?: {
    /** What its paths `/Users` and `/Groups` are added to, such as `https://id.example.com/realms/main/scim/v2`. */
    url?: string;

    /**
     * A bearer token that lasts. Either this, or `tokenUrl`, `clientId` and `clientSecret`.
     * @visibility secret
     */
    token?: string;

    /** Where a token is asked for with the credentials of a client (OAuth 2.0, RFC 6749 §4.4). */
    tokenUrl?: string;

    clientId?: string;

    /** @visibility secret */
    clientSecret?: string;

    /** What the token is asked for, such as `https://graph.microsoft.com/.default`. */
    scope?: string;

    /** How a change is written: an operation for each field, or one with all of them. Default: `fields`. */
    patch?: 'fields' | 'whole';

    /** How `active` is written: as a boolean, or as the text `True` or `False`. Default: `boolean`. */
    active?: 'boolean' | 'text';

    /** How a member leaves a group: named in the path, or in the value. Default: `path`. */
    removeMember?: 'path' | 'value';

    /** By what a person is found again: the id that we gave them, or their name. Default: `externalId`. */
    matchBy?: 'externalId' | 'userName';
  };
}
