import { useState } from 'react';
import Link from '@material-ui/core/Link';

const SHOWN = 120;

/** A value in full when it is short, and by its beginning until asked otherwise. */
export function LongText({ text }: { text: string }) {
  const [whole, setWhole] = useState(false);
  if (text.length <= SHOWN * 1.5) {
    return <>{text}</>;
  }
  return (
    <>
      {whole ? text : `${text.slice(0, SHOWN)}…`}{' '}
      <Link
        component="button"
        type="button"
        variant="caption"
        aria-expanded={whole}
        onClick={() => setWhole(!whole)}
      >
        {whole ? 'show less' : `show all ${text.length} characters`}
      </Link>
    </>
  );
}
