/** A group, as far as approval goes. */
export interface DirectoryGroup {
  /** Entity reference. */
  ref: string;
  name: string;
  title?: string;
}

/** Knows who leads whom. */
export interface Directory {
  /** The group with this entity reference; undefined when there is none. */
  findGroup(ref: string): Promise<DirectoryGroup | undefined>;
  /** Groups of type `leads` whose parent is this group, by name. */
  findLeads(ref: string): Promise<DirectoryGroup[]>;
}
