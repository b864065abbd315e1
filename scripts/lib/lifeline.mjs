import net from 'node:net';

const callbacks = [];

/**
 * Calls back once when the process that started us is gone, in whatever way: it
 * holds the other end of a pipe whose number `TOWPATH_LIFELINE` names.
 */
export function onParentGone(callback) {
  const fd = Number(process.env.TOWPATH_LIFELINE);
  if (!fd) return;
  // The pipe can be opened only once.
  if (callbacks.push(callback) > 1) return;
  const pipe = new net.Socket({ fd, readable: true, writable: false });
  pipe.on('error', () => {});
  pipe.once('close', () => callbacks.forEach(call => call()));
  pipe.resume();
  pipe.unref();
}
