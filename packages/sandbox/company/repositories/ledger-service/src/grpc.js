import { createServer } from 'node:http2';
import { LedgerError } from './ledger.js';
import * as messages from './messages.js';
import { decode, encode } from './protobuf.js';

const CODES = {
  OK: 0,
  INVALID_ARGUMENT: 3,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  RESOURCE_EXHAUSTED: 8,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
};
const LIMIT = 1024 * 1024;

/** Serves myorg.ledger.v1.Ledger as gRPC over HTTP/2 without TLS; the mesh adds that. */
export function grpcServer(ledger, counts) {
  const { PostRequest, ReverseRequest, Entry } = messages;
  const methods = {
    Post: [PostRequest, Entry, request => ledger.post(request)],
    Reverse: [ReverseRequest, Entry, request => ledger.reverse(request)],
    Balance: [
      messages.BalanceRequest,
      messages.BalanceReply,
      request => ledger.balance(request),
    ],
  };

  return createServer().on('stream', async (stream, headers) => {
    stream.on('error', () => {}); // the caller went away; there is nobody to tell
    const [, service, method] = String(headers[':path']).split('/');
    try {
      const known =
        service === 'myorg.ledger.v1.Ledger' && Object.hasOwn(methods, method);
      if (!known)
        throw new LedgerError('UNIMPLEMENTED', `no ${service}/${method}`);
      const [requestType, replyType, run] = methods[method];
      const request = decode(requestType, await readFrame(stream));
      reply(stream, encode(replyType, run(request)));
      count(counts, method, 'OK');
    } catch (error) {
      const code = codeOf(error);
      if (code === 'INTERNAL') console.error(error);
      count(counts, method, code);
      refuse(stream, code, code === 'INTERNAL' ? 'see the log' : error.message);
    }
  });
}

function codeOf(error) {
  if (error instanceof LedgerError) return error.code;
  return error instanceof RangeError ? 'INVALID_ARGUMENT' : 'INTERNAL';
}

function count(counts, method, code) {
  const key = `method="${method.replace(/\W/g, '_')}",code="${code}"`;
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

async function readFrame(stream) {
  const chunks = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > LIMIT) {
      throw new LedgerError('RESOURCE_EXHAUSTED', `over ${LIMIT} bytes`);
    }
    chunks.push(chunk);
  }
  const frame = Buffer.concat(chunks);
  if (frame.length < 5 || frame.length !== 5 + frame.readUInt32BE(1)) {
    throw new RangeError('expected one whole message');
  }
  if (frame[0] !== 0) {
    throw new LedgerError('UNIMPLEMENTED', 'compression is not spoken here');
  }
  return frame.subarray(5);
}

function reply(stream, bytes) {
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(bytes.length, 1);
  stream.respond(
    { ':status': 200, 'content-type': 'application/grpc+proto' },
    { waitForTrailers: true },
  );
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  stream.end(Buffer.concat([prefix, bytes]));
}

function refuse(stream, code, message) {
  if (stream.destroyed) return;
  stream.respond(
    {
      ':status': 200,
      'content-type': 'application/grpc+proto',
      'grpc-status': String(CODES[code]),
      'grpc-message': encodeURIComponent(message),
    },
    { endStream: true },
  );
}
