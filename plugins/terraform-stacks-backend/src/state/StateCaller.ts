/** Who reads or writes a state as Terraform does: a run of the portal, or a person by hand. */
export type StateCaller = {
  /** Of which stack the credential is; it is worth nothing elsewhere. */
  stack: string;
  /** In words for people and for the audit log. */
  by: string;
  /** Whether it may only read: of a run, whether it is one that only looks. */
  readOnly: boolean;
} & (
  | { run: string; person?: undefined }
  | {
      person: string;
      run?: undefined;
      /** Id of the credential that was shown. */
      credential: string;
    }
);
