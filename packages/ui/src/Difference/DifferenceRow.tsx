import { Fragment } from 'react';
import { LongText } from './LongText';
import { useDifferenceStyles } from './useDifferenceStyles';

/** One value before and after. */
export interface DifferenceItem {
  /** What the value is called, unique in its place: "images[web].newTag". */
  name: string;
  /** Where it stands: a file, a resource. Items of one place are shown together. */
  place?: string;
  /** Absent when there was no value. */
  before?: string;
  /** Absent when there will be no value. */
  after?: string;
}

/** A name that is too long for its line goes on after a dot, a slash or a bracket. */
const breakable = (name: string) =>
  name.match(/[^./[\]]*[./[\]]+|[^./[\]]+/g)?.map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));

const show = (value: string) => (value === '' ? '(empty)' : value);

/** What {@link DifferenceRow} needs. */
export interface DifferenceRowProps {
  item: DifferenceItem;
  unchanged: boolean;
  /** Names of the two places, when both stay as they are. */
  sides?: [string, string];
}

/** A name and its two values: side by side when there is room, else stacked. */
export function DifferenceRow(props: DifferenceRowProps) {
  const { item, unchanged, sides } = props;
  const classes = useDifferenceStyles();
  return (
    <li className={classes.row}>
      <span className={classes.name}>{breakable(item.name)}</span>
      <span className={classes.values}>
        {unchanged && (
          <span className={classes.same}>
            <LongText text={show(item.after ?? '')} />{' '}
            {sides ? 'in both' : 'unchanged'}
          </span>
        )}
        {!unchanged && !sides && <Change {...item} />}
        {!unchanged && sides && (
          <>
            <Side name={sides[0]} value={item.before} />
            <Side name={sides[1]} value={item.after} />
          </>
        )}
      </span>
    </li>
  );
}

// The signs carry what the colours say, and so do <del> and <ins>. What was not there needs no arrow to come from.
function Change({ before, after }: DifferenceItem) {
  const classes = useDifferenceStyles();
  return (
    <>
      {before !== undefined && (
        <>
          <del className={classes.before}>
            <LongText text={show(before)} />
          </del>
          <span className={classes.arrow} aria-hidden>
            →
          </span>
        </>
      )}
      {after === undefined ? (
        <span className={classes.same}>removed</span>
      ) : (
        <ins className={classes.after}>
          <LongText text={show(after)} />
        </ins>
      )}
    </>
  );
}

function Side({ name, value }: { name: string; value?: string }) {
  const classes = useDifferenceStyles();
  return (
    <span className={classes.side}>
      <span className={classes.same}>{name}</span>{' '}
      {value === undefined ? 'not set' : <LongText text={show(value)} />}
    </span>
  );
}
