import { connect } from 'node:net';

/**
 * Sends a request as it stands to a port of this machine: a real client mends what tricks are made of.
 *
 * @param head - request line and headers, without the empty line after them
 * @returns the whole answer; it ends when the server closes, or once its body is there
 */
export function sendRaw(port: number, head: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`${head.join('\r\n')}\r\n\r\n`, 'latin1'),
    );
    let answer = '';
    socket.setEncoding('utf8');
    socket.on('data', text => {
      answer += text;
      if (isWhole(answer)) socket.destroy();
    });
    socket.once('close', () => resolve(answer));
    // A server may refuse by cutting the connection, after what it said.
    socket.once('error', error => (answer ? resolve(answer) : reject(error)));
  });
}

/** @returns 0 for a connection that was cut without a word */
export const statusOf = (answer: string): number =>
  Number(/^HTTP\/1\.[01] (\d{3})/.exec(withoutInterim(answer))?.[1] ?? 0);

// "100 Continue" only says that the body may come.
function withoutInterim(answer: string): string {
  return answer.replace(/^HTTP\/1\.1 100 .*\r\n\r\n/, '');
}

// A socket that was opened stays open.
function isWhole(answer: string): boolean {
  const [head, ...rest] = withoutInterim(answer).split('\r\n\r\n');
  if (rest.length === 0) return false;
  const [, length] = /^content-length: (\d+)/im.exec(head) ?? [];
  return (
    statusOf(answer) === 101 ||
    (length !== undefined &&
      Buffer.byteLength(rest.join('\r\n\r\n')) >= Number(length))
  );
}
