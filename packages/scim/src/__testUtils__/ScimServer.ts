import type { ScimSettings } from '../ScimSettings';

export interface ScimServer {
  settings: ScimSettings;
  /** Title of a group that is there. */
  group: string;
  stop(): Promise<void>;
}
