import { makeStyles } from '@material-ui/core/styles';
import {
  RiFlaskLine,
  RiHammerLine,
  RiShieldLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import type { EnvironmentTier } from '@towpath/plugin-environment-common';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    padding: theme.spacing(0.125, 1, 0.125, 0.75),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 999,
    color: theme.palette.text.secondary,
    fontSize: theme.typography.pxToRem(12),
    fontWeight: 500,
    whiteSpace: 'nowrap',
  },
}));

const shapes: Record<EnvironmentTier, RemixiconComponentType> = {
  development: RiHammerLine,
  staging: RiFlaskLine,
  production: RiShieldLine,
};

/** What {@link TierChip} needs. */
export interface TierChipProps {
  tier: EnvironmentTier;
}

/** How much is at stake in an environment, as a word and a shape. */
export function TierChip({ tier }: TierChipProps) {
  const classes = useStyles();
  const Shape = shapes[tier];
  return (
    <span className={classes.root}>
      <Shape size={13} aria-hidden />
      {tier}
    </span>
  );
}
