import type { Gate } from '@towpath/plugin-environment-node';
import { z } from 'zod';
import { describeSetback } from '../setbacks/describeSetback';
import type { SetbackStore } from '../setbacks/SetbackStore';

const OVERRIDE = 'overrideSetback';

/**
 * The version has not failed where it goes, and was not rolled back there. No time opens it: a newer
 * version does, or a person who says why this one comes again.
 */
export function setbackGate(setbacks: SetbackStore): Gate<{}> {
  return {
    type: 'setback',
    schema: z.strictObject({}),
    title: () => 'Not failed there before',
    async evaluate(subject, _settings, { now }) {
      const { service, environment, version, to } = subject;
      if (subject.rollback || to?.version === version) return [];
      const setback = await setbacks.find({
        service: service.ref,
        environment: environment.metadata.name,
        version,
      });
      if (!setback) return [];
      const said = describeSetback(setback, now);
      return subject.setbackOverride
        ? {
            state: 'open',
            message: `${said} It comes again: ${subject.setbackOverride}`,
          }
        : {
            state: 'closed',
            override: OVERRIDE,
            owner: service.owner,
            message: `${said} Promote a newer version, or say why this one comes again (reason, with ${OVERRIDE}).`,
          };
    },
  };
}
