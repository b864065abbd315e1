import { Link, useSidebarOpenState } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { LogoFull, LogoMark } from '../brand';

const useStyles = makeStyles({
  root: { width: '100%', padding: '18px 0 14px 22px' },
  link: { display: 'inline-flex', color: '#ffffff', borderRadius: 4 },
});

/** The portal's name, which leads home; only its mark when the bar is folded. */
export function SidebarLogo() {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();
  return (
    <div className={classes.root}>
      <Link
        to="/"
        underline="none"
        className={classes.link}
        aria-label="Towpath home"
      >
        {isOpen ? <LogoFull /> : <LogoMark />}
      </Link>
    </div>
  );
}
