import type { Mark } from '../trial/ThingFolders.ts';
import { readEnding, type ToldEnding } from './endingWords.ts';
import type { Hurt } from './terraformHurts.ts';

/** A run, and what there was when it had ended. */
export interface Course {
  run: string;
  stack: string;
  /** Milliseconds since 1970. */
  from: number;
  to: number;
  /** As the portal has it. */
  status: string;
  reason?: string;
  outcome?: string;
  /** How its apply ended, as people are told. */
  words: string[];
  /** Names of what its plan was to change. */
  planned: string[];
  /** What works for it although it has ended. */
  left: string[];
  /** Generation by name, as the state has it and as it is. */
  state: Map<string, number>;
  things: Map<string, number>;
  /** Of the state; with why it may be taken away. */
  lock?: { holder: string; lost?: string };
}

/** All that was seen of a trial. */
export interface Seen {
  /** Those of a stack in their order. */
  courses: Course[];
  /** By stack, in the order in which it happened. */
  witness: Map<string, Mark[]>;
  hurts: Hurt[];
  /** How often a backend ended that nobody had killed. */
  falls: number;
  /** What could not be brought about, in words. */
  broken: string[];
}

const ENDED = [
  ...['succeeded', 'failed', 'cancelled', 'rejected', 'superseded'],
  'rolled-back',
];

/** What did not hold, in words; empty when all did. */
export function judgeTerraform(seen: Seen): string[] {
  const { courses, witness, falls, broken } = seen;
  // Of one that goes on, nobody has said anything yet.
  const ended = courses.filter(hasEnded);
  return [
    ...broken,
    ...(falls > 0
      ? [`backends that served ended by themselves: ${falls}`]
      : []),
    ...courses.flatMap(course => endOf(course, seen.hurts)),
    ...ended.flatMap(lockOf),
    ...ended.flatMap(course => truthOf(course, marksOf(course, witness))),
    ...[...witness].flatMap(([stack, marks]) => overlapsOf(stack, marks)),
    ...matchesOf(seen),
  ];
}

export const hasEnded = ({ status }: Pick<Course, 'status'>): boolean =>
  ENDED.includes(status);

const nameOf = ({ run, stack }: Course) => `run ${run} of ${stack}`;

const marksOf = ({ run, stack }: Course, witness: Seen['witness']) =>
  (witness.get(stack) ?? []).filter(one => one.run === run);

/**
 * Each run ends, as its apply did, and nothing goes on for it. What is away comes back while Terraform and the
 * portal ask again, so that a run fails for its own killed Terraform alone.
 */
function endOf(course: Course, hurts: Hurt[]): string[] {
  const { run, status, reason, outcome, left } = course;
  const who = nameOf(course);
  if (!hasEnded(course)) {
    return [`${who} has no end: ${status}, ${reason}`];
  }
  const isDone = status === 'succeeded';
  const wasKilled = hurts.some(hurt => hurt.run === run);
  const says = `${who} ended as ${status}, ${reason ?? 'without a reason'}`;
  const isOther = isDone !== (outcome === 'succeeded');
  return [
    ...left.map(command => `${who} has ended, and there is still: ${command}`),
    ...(isOther && (isDone || outcome)
      ? [`${says}, and its apply as ${outcome ?? 'none'}`]
      : []),
    ...(outcome === 'killed' && !wasKilled
      ? [`${who} says that it was killed, and nobody did that`]
      : []),
    ...(isDone || wasKilled ? [] : [says]),
  ];
}

/** Whether something was hurt while it ran. */
export const wasHurt = ({ from, to }: Course, hurts: Hurt[]): boolean =>
  hurts.some(hurt => hurt.from < to && hurt.to > from);

/** A run that has ended holds no lock that nobody may take. */
function lockOf(course: Course): string[] {
  const { lock, stack } = course;
  if (!lock || lock.lost) return [];
  return [
    `${stack} is locked by ${lock.holder} after ${nameOf(
      course,
    )} has ended, and there is no reason to take the lock`,
  ];
}

/** What an ending says is what the things themselves tell. */
function truthOf(course: Course, marks: Mark[]): string[] {
  const who = nameOf(course);
  const told = readEnding(course.words);
  const begun = marks.filter(one => one.mark === 'begin');
  const didEnd = ({ thing, action }: { thing: string; action: string }) =>
    marks.some(
      one => one.mark === 'end' && one.thing === thing && one.action === action,
    );
  return [
    ...begun.flatMap(one => {
      const where = placesOf(told, one);
      const what = `${one.action} of ${one.thing}`;
      if (where.length === 0) return [`${who} says nothing of its ${what}`];
      const isSure = where.includes('complete');
      return isSure && !didEnd(one)
        ? [`${who} says that its ${what} is complete, and it did not end`]
        : [];
    }),
    ...told.complete
      .filter(one => !one.saved && !begun.some(mark => isSame(mark, one)))
      .map(
        ({ thing, action }) =>
          `${who} says that its ${action} of ${thing} is complete, and it did not begin`,
      ),
    ...(course.status === 'succeeded'
      ? course.planned
          .filter(name => !begun.some(({ thing }) => thing === name))
          .map(name => `${who} succeeded, and did nothing to ${name}`)
      : []),
  ];
}

type Done = Pick<Mark, 'thing'> & { action: string };

const isSame = (one: Done, other: Done) =>
  one.thing === other.thing && one.action === other.action;

/** In which lists of an ending something is; what only the state tells is no claim that it came to its end. */
function placesOf(told: ToldEnding, done: Done): string[] {
  return [
    ...told.complete
      .filter(one => isSame(one, done))
      .map(({ saved }) => (saved ? 'saved' : 'complete')),
    ...told.failed.filter(one => isSame(one, done)).map(() => 'failed'),
    ...told.unknown.filter(one => isSame(one, done)).map(() => 'unknown'),
  ];
}

/** Whoever has given way to another Terraform does nothing any more, and a run is applied once. */
function overlapsOf(stack: string, marks: Mark[]): string[] {
  const order = marks
    .map(({ run, pid }) => ({ run, pid }))
    .filter(({ pid }, at) => pid !== marks[at - 1]?.pid);
  return order.flatMap(({ run, pid }, at) => {
    const earlier = order.slice(0, at);
    if (earlier.some(one => one.pid === pid)) {
      return [`${stack}: an apply went on beside that of run ${run}`];
    }
    return earlier.some(one => one.run === run)
      ? [`${stack}: run ${run} was applied twice`]
      : [];
  });
}

/** After each run the state has what exists, unless whoever did it last owned up that nobody knows. */
function matchesOf({ courses, witness }: Seen): string[] {
  const byRun = new Map(courses.map(course => [course.run, course]));
  const order = courses.map(({ run }) => run);
  return courses.filter(hasEnded).flatMap(course => {
    const { run, stack, state, things } = course;
    // What came later says nothing of what this one left, be it of a run that goes on.
    const until = order.indexOf(run);
    const marks = (witness.get(stack) ?? []).filter(
      one => order.indexOf(one.run) <= until,
    );
    const isUnknown = (name: string) => {
      const last = marks.findLast(({ thing }) => thing === name);
      const by = last && byRun.get(last.run);
      const { unknown } = readEnding(by?.words ?? []);
      return unknown.some(({ thing }) => thing === name);
    };
    return [...new Set([...state.keys(), ...things.keys()])]
      .filter(name => state.get(name) !== things.get(name))
      .filter(name => !isUnknown(name))
      .map(
        name =>
          `${nameOf(course)} left ${name} as ${
            things.get(name) ?? 'gone'
          }, and the state has ${state.get(name) ?? 'none'}`,
      );
  });
}
