import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import type { Comparison } from '@towpath/plugin-environment-common';
import { promotionRouteRef } from '../../routes';

const useStyles = makeStyles(theme => ({
  root: {
    flex: '1 1 0',
    margin: theme.spacing(0, 1, 0, 2),
    fontSize: theme.typography.pxToRem(13),
    color: theme.palette.text.secondary,
    overflowWrap: 'anywhere',
  },
  // On a phone the words stand above the buttons, which then need no second line of their own.
  words: { flexBasis: '24ch' },
}));

/** Why the button cannot be pressed, beside it, with the way on where there is one. */
export function WhyNot(props: { why?: string; comparison: Comparison }) {
  const { why, comparison } = props;
  const classes = useStyles();
  const promotionRoute = useRouteRef(promotionRouteRef);
  const { underWay } = comparison;
  return (
    <p className={`${classes.root} ${why ? classes.words : ''}`} role="status">
      {why}{' '}
      {underWay && (
        <Link underline="always" to={promotionRoute({ id: underWay.id })}>
          See it
        </Link>
      )}
    </p>
  );
}
