interface Resource {
  /** As the provider gives it. */
  id: string;
  externalId?: string;
  meta?: { version?: string; location?: string };
}

export interface ScimUser extends Resource {
  userName: string;
  displayName?: string;
  name?: { givenName?: string; familyName?: string; formatted?: string };
  title?: string;
  emails?: { value: string; type?: string; primary?: boolean }[];
  active?: boolean;
  groups?: { value: string; display?: string }[];
}

export interface ScimGroup extends Resource {
  displayName: string;
  members?: { value: string; display?: string }[];
}

/** What a person is made of. */
export type NewScimUser = Omit<ScimUser, 'id' | 'meta' | 'groups'> & {
  /** Ours for the person, by which they are found again: never given to anybody else. */
  externalId: string;
};

/** What can be changed of a person. */
export type ScimUserChanges = Partial<
  Pick<ScimUser, 'displayName' | 'name' | 'title' | 'emails' | 'active'>
>;
