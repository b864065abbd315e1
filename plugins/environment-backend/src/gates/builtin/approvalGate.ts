import type { Gate } from '@towpath/plugin-environment-node';
import type { Directory } from '@towpath/roles';
import {
  type Approvers,
  approversSchema,
  askApprovers,
  describeApprovers,
} from './approvers';

/** People agree to what would change. A rollback does not wait for them. */
export function approvalGate(directory: Directory): Gate<Approvers> {
  return {
    type: 'approval',
    schema: approversSchema,
    title: settings => `Approval by ${describeApprovers(settings)}`,
    async evaluate(subject, settings) {
      return subject.rollback ? [] : askApprovers(subject, settings, directory);
    },
  };
}
