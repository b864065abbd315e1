import type { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import {
  LoadingProvider,
  useStillLoading,
  type HomeSection,
} from '@towpath/home-react';
import { Section } from './Section';
import { useLoadingBelow } from './useLoadingBelow';

const useStyles = makeStyles(theme => ({
  // Sections that have nothing to show leave nothing behind.
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    '&:empty': { display: 'none' },
  },
  nothing: {
    display: 'none',
    '$root:empty + &': { display: 'block' },
  },
}));

/** What {@link Place} needs. */
export interface PlaceProps {
  sections: HomeSection[];
  /** What stands there when no section has anything to show. */
  nothing?: ReactNode;
}

/** A place of the page with its sections, in their order. */
export function Place({ sections, nothing }: PlaceProps) {
  const classes = useStyles();
  const [isLoading, beginLoading] = useLoadingBelow();
  useStillLoading(isLoading);
  return (
    <>
      <div className={classes.root}>
        <LoadingProvider value={beginLoading}>
          {sections.map(section => (
            <Section key={section.node.spec.id} section={section} />
          ))}
        </LoadingProvider>
      </div>
      {nothing && !isLoading && (
        <div className={classes.nothing}>{nothing}</div>
      )}
    </>
  );
}
