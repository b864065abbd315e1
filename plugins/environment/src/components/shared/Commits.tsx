import { useState } from 'react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import type { Commit } from '@towpath/plugin-environment-common';

const SHOWN = 5;

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  commit: {
    display: 'flex',
    gap: theme.spacing(1),
    padding: theme.spacing(0.25, 0),
    fontSize: theme.typography.pxToRem(13),
  },
  sha: {
    flexShrink: 0,
    fontFamily: 'ui-monospace, Menlo, Consolas, monospace',
    fontSize: theme.typography.pxToRem(12.5),
  },
  subject: { flex: 1, minWidth: 0, overflowWrap: 'anywhere' },
  author: {
    flexShrink: 0,
    maxWidth: '16ch',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: theme.palette.text.secondary,
  },
}));

const short = (sha: string) => sha.slice(0, 7);

/** Commits of the source, the newest first; many are folded away. */
export function Commits({ commits }: { commits: Commit[] }) {
  const classes = useStyles();
  const [all, setAll] = useState(false);
  const shown = all ? commits : commits.slice(0, SHOWN);
  return (
    <>
      <ul className={classes.list} aria-label="Commits">
        {shown.map(({ sha, url, subject, author }) => (
          <li key={sha} className={classes.commit}>
            <span className={classes.sha}>
              {url ? <Link to={url}>{short(sha)}</Link> : short(sha)}
            </span>
            <span className={classes.subject}>{subject}</span>
            {author && <span className={classes.author}>{author}</span>}
          </li>
        ))}
      </ul>
      {commits.length > SHOWN && (
        <Button size="small" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${commits.length}`}
        </Button>
      )}
    </>
  );
}
