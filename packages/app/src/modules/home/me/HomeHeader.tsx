import { DateTime } from 'luxon';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { nameOf, type Me } from '@towpath/home-react';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { greeting } from './greeting';

const useStyles = makeStyles(theme => ({
  root: { minHeight: 64 },
  title: { fontSize: theme.typography.pxToRem(26), margin: 0 },
  teams: {
    color: theme.palette.text.secondary,
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 1.5),
  },
}));

/**
 * Who one is here, and in which teams: what the rest of the page follows from.
 *
 * @param props - `me` is undefined until it is known.
 */
export function HomeHeader({ me }: { me?: Me }) {
  const classes = useStyles();
  const hello = greeting(DateTime.now().hour);
  const first = me?.displayName.split(' ')[0];
  return (
    <header className={classes.root}>
      <Typography variant="h1" className={classes.title}>
        {first ? `${hello}, ${first}` : hello}
      </Typography>
      {me && (
        <Typography variant="body2" component="div" className={classes.teams}>
          {me.groups.length === 0 && 'You are in no team yet.'}
          {me.groups.map(group => (
            <EntityRefLink key={stringifyEntityRef(group)} entityRef={group}>
              {nameOf(group)}
            </EntityRefLink>
          ))}
        </Typography>
      )}
    </header>
  );
}
