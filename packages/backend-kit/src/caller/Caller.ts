import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Request } from 'express';

/** On whose behalf something is asked or changed. */
export interface Caller {
  credentials: BackstageCredentials;
  /** Entity reference of the person, or the subject of the service. */
  by: string;
  /** The request, for the audit log; absent when it came through another door. */
  request?: Request;
}
