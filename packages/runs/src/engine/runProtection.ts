import type { BasicPermission } from '@backstage/plugin-permission-common';
import type {
  Asker,
  Caller,
  ProtectionTable,
  Question,
} from '@towpath/backend-kit';
import type { Run } from '@towpath/plugin-runs-common';
import type { RunListPage, RunOperations } from '../RunType';

type Action = 'approve' | 'reject' | 'cancel' | 'retry';

const ACTIONS: Action[] = ['approve', 'reject', 'cancel', 'retry'];

/** What {@link runProtection} needs to know of a kind. */
export interface RunProtectionOptions {
  /** How its events are called in the audit log, before the hyphen: `stack` gives `stack-approve`. */
  event: string;
  read: BasicPermission;
  /** What it takes to see a run, for who asks; `read` when left out. */
  readingOf?(caller: Caller): Promise<(run: Run) => Question>;
  /** What an action takes, given the run; undefined where nothing has to be asked. */
  permissionOf(action: Action, run: Run, by: string): Question | undefined;
}

type EngineOperations = Omit<RunOperations, 'rollBack'>;

/** Who may do what with the runs of a kind, and how it is written down; for `protect` of the backend kit. */
export function runProtection(
  runs: EngineOperations,
  options: RunProtectionOptions,
): ProtectionTable<EngineOperations> {
  const { event, read } = options;
  const readingOf =
    options.readingOf ?? (async () => () => ({ permission: read }));
  const reading = {
    permission: read,
    eventId: `${event}-read`,
    severityLevel: 'low',
  } as const;
  const toSee = async (caller: Caller, id: string) => {
    const questionOf = await readingOf(caller);
    return questionOf(await runs.get(id, caller));
  };
  const deciding = (action: Action) => ({
    callers: 'person' as const,
    permission: async (caller: Asker['caller'], id: string) =>
      options.permissionOf(action, await runs.get(id, caller), caller.by),
    complete: (run: Run, asker: Asker) => tellCanOne(run, asker, options),
    eventId: `${event}-${action}`,
    outcome: ({ id, status }: Run) => ({ id, status }),
  });
  return {
    list: {
      ...reading,
      meta: ({ subject }) => ({ subject }),
      complete: async (page: RunListPage, asker) => ({
        ...page,
        items: await tellCan(
          await onlySeen(page.items, asker, readingOf),
          asker,
          options,
        ),
      }),
    },
    get: {
      ...reading,
      permission: toSee,
      meta: id => ({ id }),
      complete: (run, asker) => tellCanOne(run, asker, options),
    },
    log: { ...reading, permission: toSee, meta: id => ({ id }) },
    approve: {
      ...deciding('approve'),
      meta: (id, { digest, comment }) => ({ id, digest, comment }),
    },
    reject: {
      ...deciding('reject'),
      meta: (id, { comment }) => ({ id, comment }),
    },
    cancel: {
      ...deciding('cancel'),
      meta: (id, { reason }) => ({ id, reason }),
    },
    retry: { ...deciding('retry'), meta: id => ({ id }) },
  };
}

async function tellCanOne(
  run: Run,
  asker: Asker,
  options: RunProtectionOptions,
): Promise<Run> {
  return (await tellCan([run], asker, options))[0];
}

/** Leaves out what is not for who asks. */
async function onlySeen(
  runs: Run[],
  { ask, caller }: Asker,
  readingOf: NonNullable<RunProtectionOptions['readingOf']>,
): Promise<Run[]> {
  const answers = await ask(runs.map(await readingOf(caller)));
  return runs.filter((_, at) => answers[at].allowed);
}

/** Takes from `can` what the policy denies. */
async function tellCan(
  runs: Run[],
  { ask, caller }: Asker,
  { permissionOf }: RunProtectionOptions,
): Promise<Run[]> {
  const asked = runs.flatMap((run, at) =>
    ACTIONS.flatMap(action => {
      const question = permissionOf(action, run, caller.by);
      return question ? [{ at, action, question }] : [];
    }),
  );
  const answers = await ask(asked.map(({ question }) => question));
  const told = runs.map(run => ({ ...run, can: { ...run.can } }));
  asked.forEach(({ at, action }, index) => {
    if (!answers[index].allowed) told[at].can[action] = answers[index];
  });
  return told;
}
