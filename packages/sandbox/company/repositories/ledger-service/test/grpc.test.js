import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:http2';
import test from 'node:test';
import { grpcServer } from '../src/grpc.js';
import { Ledger } from '../src/ledger.js';
import {
  BalanceReply,
  BalanceRequest,
  Entry,
  PostRequest,
} from '../src/messages.js';
import { decode, encode } from '../src/protobuf.js';

async function call(session, method, bytes) {
  const stream = session.request({
    ':method': 'POST',
    ':path': `/myorg.ledger.v1.Ledger/${method}`,
    'content-type': 'application/grpc+proto',
    te: 'trailers',
  });
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(bytes.length, 1);
  let status;
  let message;
  const note = headers => {
    status = headers['grpc-status'] ?? status;
    message = headers['grpc-message'] ?? message;
  };
  stream.on('response', note).on('trailers', note);
  stream.end(Buffer.concat([prefix, bytes]));
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return {
    status,
    message: decodeURIComponent(message ?? ''),
    body: Buffer.concat(chunks).subarray(5),
  };
}

test('gRPC: post, read the balance, and refuse what does not balance', async t => {
  const server = grpcServer(new Ledger({ now: () => 0 }), new Map());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const session = connect(`http://127.0.0.1:${server.address().port}`);
  t.after(() => {
    session.close();
    server.close();
  });
  const lines = [
    { account: 'assets:bank', minor: 1990, currency: 'EUR' },
    { account: 'income:sales', minor: -1990, currency: 'EUR' },
  ];
  const post = request => call(session, 'Post', encode(PostRequest, request));

  const posted = await post({ reference: 'r-1', description: 'é', lines });
  assert.equal(posted.status, '0');
  assert.deepEqual(decode(Entry, posted.body).lines, lines);

  const refused = await post({ reference: 'r-2', lines: lines.slice(1) });
  assert.deepEqual(
    [refused.status, refused.message],
    ['3', 'lines: an entry has at least two'],
  );

  const question = encode(BalanceRequest, {
    account: 'income:sales',
    currency: 'EUR',
  });
  const { body } = await call(session, 'Balance', question);
  assert.deepEqual(decode(BalanceReply, body), { minor: -1990, asOf: 1 });
  assert.equal((await call(session, 'Erase', question)).status, '12');
});

test('the wire format is protobuf’s own: bytes as protoc writes them', () => {
  const bytes = encode(BalanceReply, { minor: -1990, asOf: 150 });
  assert.equal(bytes.toString('hex'), '088b1f10ac02');
});

test('a message that is cut short or holds lies about its length is refused', () => {
  for (const hex of ['0a', '0a05ab', '08ff', '0aff7f61']) {
    assert.throws(
      () => decode(BalanceRequest, Buffer.from(hex, 'hex')),
      RangeError,
      hex,
    );
  }
});
