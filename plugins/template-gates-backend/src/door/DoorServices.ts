import type {
  AuditorService,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { GateKeeper } from '../holding/gateKeeperServiceRef';

/** What the door needs. */
export interface DoorServices {
  auditor: AuditorService;
  httpAuth: HttpAuthService;
  keeper: GateKeeper;
  permissions: PermissionsService;
}
