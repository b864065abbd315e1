import { makeStyles } from '@material-ui/core/styles';
import type { StateNode } from '../../lib/stateGraph';

/** As large as a box is drawn, in pixels. */
export const WIDTH = 236;
export const HEIGHT = 52;

const useStyles = makeStyles(theme => ({
  box: {
    boxSizing: 'border-box',
    display: 'block',
    width: '100%',
    height: '100%',
    overflow: 'hidden',
    padding: theme.spacing(0.75, 1.25),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    background: theme.palette.background.paper,
    color: theme.palette.text.primary,
    font: 'inherit',
    fontSize: theme.typography.pxToRem(13),
    textAlign: 'left',
  },
  many: {
    cursor: 'pointer',
    borderWidth: 2,
    borderColor: theme.palette.text.secondary,
    '&:hover, &:focus-visible': { borderColor: theme.palette.primary.main },
  },
  title: {
    fontWeight: 600,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  about: {
    color: theme.palette.text.secondary,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
}));

/** A resource, or a button that shows what a box stands for. */
export function StateNodeBox(props: {
  node: StateNode;
  onOpen: (key: string) => void;
}) {
  const { node, onOpen } = props;
  const { title, about, count, opens } = node;
  const classes = useStyles();
  const words = (
    <>
      <div className={classes.title} title={title}>
        {title}
      </div>
      <div className={classes.about}>
        {opens
          ? `${about}, ${count === 1 ? '1 resource' : `${count} resources`}`
          : about}
      </div>
    </>
  );
  if (!opens) return <div className={classes.box}>{words}</div>;
  return (
    <button
      type="button"
      className={`${classes.box} ${classes.many}`}
      onClick={() => onOpen(opens)}
    >
      {words}
    </button>
  );
}
