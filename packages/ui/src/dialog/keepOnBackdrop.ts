/**
 * What a dialog does when it is asked to close: a click beside it leaves it open. That is the
 * second click of a double click on what opened it, or one that would lose what was written.
 */
export function keepOnBackdrop(leave: () => void) {
  return (_event: object, reason: 'backdropClick' | 'escapeKeyDown') => {
    if (reason !== 'backdropClick') leave();
  };
}
