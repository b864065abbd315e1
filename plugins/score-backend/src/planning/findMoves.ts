import type { Diagnostic, PlannedResource } from '@towpath/score';
import type { ResourceRecord } from '../model/ResourceRecord';
import { MOVED_FROM, isNamed, sourceOf, wasCalled } from './movedFrom';

/** The code of the finding that two resources may be one. */
export const RENAMED = 'provision/renamed';

/** What a place has, and what is asked for there. */
export interface MoveQuestion {
  asked: PlannedResource[];
  /** What the place has. */
  records: ResourceRecord[];
  /** What the service has in other environments. */
  elsewhere: ResourceRecord[];
  /** What other services of the environment have, of what is named. */
  others: ResourceRecord[];
}

/** What goes on under another name, by the uid that it gets. */
export interface Moves {
  moves: Map<string, ResourceRecord>;
  diagnostics: Diagnostic[];
}

/** Which resources the Score file says are those that were called otherwise, and what is wrong with that. */
export function findMoves(question: MoveQuestion): Moves {
  const moves = new Map<string, ResourceRecord>();
  const diagnostics: Diagnostic[] = [];
  const moving = question.asked.filter(one => sourceOf(one) !== undefined);
  for (const planned of moving) {
    const found = findSource(planned, question);
    if (found.source) moves.set(planned.uid, found.source);
    if (found.finding) diagnostics.push(found.finding);
  }
  for (const [uid, source] of [...moves]) {
    const planned = moving.find(one => one.uid === uid)!;
    const problem = whyTaken(planned, source, { ...question, moves });
    if (problem) diagnostics.push(errorAt(planned, problem));
  }
  return { moves, diagnostics };
}

interface Source {
  source?: ResourceRecord;
  finding?: Diagnostic;
}

function findSource(planned: PlannedResource, question: MoveQuestion): Source {
  const from = sourceOf(planned)!;
  const target = question.records.find(({ uid }) => uid === planned.uid);
  if (target && wasCalled(target, from)) return whereDone(planned, question);
  const named = question.records.filter(
    one => one !== target && isNamed(one, from),
  );
  const source = named.find(one => isSameKind(one, planned)) ?? named[0];
  if (!source) return withoutSource(planned, { ...question, target });
  const stays = target && !isMoving(target, planned, question);
  const problem =
    whyNotSource(source, planned) ??
    (stays ? whyBoth(source, target) : undefined);
  return problem ? { finding: errorAt(planned, problem) } : { source };
}

/** Where nothing is left that it could have been, it is made: an environment that comes later. */
function withoutSource(
  planned: PlannedResource,
  question: MoveQuestion & { target?: ResourceRecord },
): Source {
  const { records, asked, others, target } = question;
  const from = sourceOf(planned)!;
  const foreign = others.find(one => isNamed(one, from));
  if (foreign) {
    return {
      finding: errorAt(
        planned,
        `names ${from}, which is of ${foreign.service}: it can be handed over by who owns that, and not be moved`,
      ),
    };
  }
  if (target) return whereDone(planned, question);
  const there = records.filter(
    one =>
      isSameKind(one, planned) &&
      !one.broughtBy &&
      !asked.some(({ uid }) => uid === one.uid),
  );
  if (there.length === 0) return {};
  const names = there.map(({ name, uid }) => `${name} (${uid})`).join(', ');
  return {
    finding: errorAt(planned, `names ${from}, which is not there; ${names} is`),
  };
}

/** It is called so here. The word is needed until it is called so everywhere. */
function whereDone(
  planned: PlannedResource,
  { elsewhere }: MoveQuestion,
): Source {
  const from = sourceOf(planned)!;
  const isLeft = elsewhere.some(
    one => isNamed(one, from) && isSameKind(one, planned),
  );
  if (isLeft) return {};
  const message = `is not needed any more: no environment has ${from} under that name`;
  return { finding: { ...errorAt(planned, message), severity: 'note' } };
}

/** Whether what has the name now is to be called otherwise. */
function isMoving(
  target: ResourceRecord,
  planned: PlannedResource,
  { asked }: MoveQuestion,
): boolean {
  return asked.some(one => {
    const from = one === planned ? undefined : sourceOf(one);
    return from !== undefined && isNamed(target, from);
  });
}

function whyNotSource(
  source: ResourceRecord,
  planned: PlannedResource,
): string | undefined {
  if (!isSameKind(source, planned)) {
    return `names ${source.name}, which is ${source.type} of the class ${source.class}: what is moved keeps type and class`;
  }
  return source.broughtBy
    ? `names ${source.name}, which comes with another one and moves with that`
    : undefined;
}

function whyBoth(source: ResourceRecord, target: ResourceRecord): string {
  return `names ${source.name}, and ${target.name} is there as well: one cannot become the other. Take this out, and say for each whether it is asked for`;
}

/** Of what is named well, why it cannot be moved all the same. */
function whyTaken(
  planned: PlannedResource,
  source: ResourceRecord,
  { asked, moves }: MoveQuestion & Pick<Moves, 'moves'>,
): string | undefined {
  const twice = asked.find(
    one => one !== planned && moves.get(one.uid)?.id === source.id,
  );
  if (twice) {
    return `names ${source.name}, as that of ${nameOf(
      twice,
    )} does: one resource cannot become two`;
  }
  const still = asked.find(({ uid }) => uid === source.uid);
  return still && !moves.has(still.uid)
    ? `names ${source.name}, which the Score file still asks for. Take that out, or this`
    : undefined;
}

function isSameKind(
  one: Pick<ResourceRecord, 'type' | 'class'>,
  other: Pick<PlannedResource, 'type' | 'class'>,
): boolean {
  return one.type === other.type && one.class === other.class;
}

function nameOf({ usedBy }: PlannedResource): string {
  return usedBy[0].resource;
}

function errorAt(planned: PlannedResource, message: string): Diagnostic {
  return {
    severity: 'error',
    code: 'provision/moved-from',
    message: `${MOVED_FROM} ${message}`,
    path: ['resources', nameOf(planned), 'metadata', 'annotations', MOVED_FROM],
  };
}

/**
 * Resources that may be one: exactly one of a type and class goes, and exactly one is new. It is said, and nothing is done
 * about it.
 */
export function suspectMoves(
  { asked, records }: Pick<MoveQuestion, 'asked' | 'records'>,
  known: { moves: Moves['moves']; shared: ReadonlySet<string> },
): Diagnostic[] {
  const uids = new Set(asked.map(({ uid }) => uid));
  const moved = new Set([...known.moves.values()].map(({ id }) => id));
  const going = records.filter(
    one => !uids.has(one.uid) && !moved.has(one.id) && !one.broughtBy,
  );
  const fresh = asked.filter(
    one =>
      sourceOf(one) === undefined &&
      !known.shared.has(one.uid) &&
      !records.some(({ uid }) => uid === one.uid),
  );
  return fresh.flatMap(one => {
    const sources = going.filter(other => isSameKind(other, one));
    const rivals = fresh.filter(other =>
      isSameKind(sources[0] ?? other, other),
    );
    const [source] = sources;
    return sources.length === 1 && rivals.length === 1
      ? [suspicion(one, source)]
      : [];
  });
}

function suspicion(
  planned: PlannedResource,
  { name, holdsData }: ResourceRecord,
): Diagnostic {
  const fresh = nameOf(planned);
  const loss = holdsData ? `, and the data of ${name} is not in it` : '';
  return {
    severity: 'warning',
    code: RENAMED,
    message: `${fresh} is made new while ${name}, of the same type, is no longer asked for${loss}`,
    path: ['resources', fresh],
    fix: {
      text: `if ${fresh} is ${name} under another name, write metadata: { annotations: { ${MOVED_FROM}: ${name} } } into it`,
      automatic: false,
    },
  };
}
