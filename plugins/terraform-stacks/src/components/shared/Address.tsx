import { Fragment } from 'react';

/** The address of a resource, which goes on after a dot or a bracket where it is too long for its line. */
export function Address({ of }: { of: string }) {
  return (
    <>
      {(of.match(/[^.\]]*[.\]]+|[^.\]]+/g) ?? []).map((part, at) => (
        <Fragment key={at}>
          {at > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </>
  );
}
