import { approvalGate } from './builtin/approvalGate';
import { freezeGate } from './builtin/freezeGate';
import { healthyGate } from './builtin/healthyGate';
import { notOlderGate } from './builtin/notOlderGate';
import { requiredCheckGate } from './builtin/requiredCheckGate';
import { ruleGate } from './builtin/ruleGate';
import { setbackGate } from './builtin/setbackGate';
import { soakGate } from './builtin/soakGate';
import type { CheckStore } from './checks/CheckStore';
import type { Directory } from '@towpath/roles';
import type { FreezeCalendar } from './freezes/FreezeCalendar';
import { GateRegistry } from './GateRegistry';
import type { PolicyFolder } from '@towpath/backend-kit';
import type { SetbackStore } from './setbacks/SetbackStore';
import type { VersionHistory } from './VersionHistory';

/** What the gates of Towpath itself look at. */
export interface BuiltinGateParts {
  history: VersionHistory;
  setbacks: SetbackStore;
  calendar: FreezeCalendar;
  checks: CheckStore;
  policies: PolicyFolder;
  directory: Directory;
}

/** A registry with the gates of Towpath itself; modules add theirs. */
export function createGateRegistry(parts: BuiltinGateParts): GateRegistry {
  const registry = new GateRegistry();
  registry.add(healthyGate(parts.history));
  registry.add(notOlderGate(parts.history));
  registry.add(setbackGate(parts.setbacks));
  registry.add(soakGate(parts.history));
  registry.add(requiredCheckGate(parts.checks));
  registry.add(ruleGate(parts.policies, parts.directory));
  registry.add(approvalGate(parts.directory));
  registry.add(freezeGate(parts.calendar));
  return registry;
}
