/** How to reach an identity provider, and in which of the shapes that SCIM allows it wants to be asked. */
export interface ScimSettings {
  /** Base of `/Users` and `/Groups`, without a slash at the end. */
  url: string;
  credentials: TokenCredentials | ClientCredentials;
  /** An operation for each field, with its path, or one without a path and with all fields. Default: `fields`. */
  patch?: 'fields' | 'whole';
  /** Default: `boolean`; `text` writes `True` and `False`. */
  active?: 'boolean' | 'text';
  /** `path` writes `members[value eq "…"]`, `value` a list of members. Default: `path`. */
  removeMember?: 'path' | 'value';
  /** Where the provider keeps no `externalId`, a person of the same name is the same. Default: `externalId`. */
  matchBy?: 'externalId' | 'userName';
}

interface TokenCredentials {
  token: string;
}

/** Of OAuth 2.0's client credentials grant. */
export interface ClientCredentials {
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  scope?: string;
}
