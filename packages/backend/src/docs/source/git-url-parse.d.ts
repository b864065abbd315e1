/** What is used here of a package that brings no types. */
declare module 'git-url-parse' {
  export default function gitUrlParse(address: string): {
    /** Owner and repository, with the groups between them. */
    full_name: string;
    /** `blob`, `tree` and the like; empty for the repository itself. */
    filepathtype: string;
  };
}
