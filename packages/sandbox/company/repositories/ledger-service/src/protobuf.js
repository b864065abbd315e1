// As much of the protobuf wire format as ledger.proto uses: string, sint64, messages, repeated messages.
const VARINT = 0;
const BYTES = 2;

export function encode(message, value) {
  const parts = [];
  for (const [name, [field, type, repeated]] of Object.entries(message)) {
    const values = repeated ? value[name] ?? [] : [value[name]];
    for (const item of values) {
      if (item === undefined || (!repeated && (item === '' || item === 0))) {
        continue; // proto3 leaves defaults out
      }
      parts.push(encodeField(field, type, item));
    }
  }
  return Buffer.concat(parts);
}

function encodeField(field, type, item) {
  if (type === 'sint64') {
    const n = BigInt(item);
    const zigzag = BigInt.asUintN(64, (n << 1n) ^ (n >> 63n));
    return Buffer.concat([
      varint(BigInt((field << 3) | VARINT)),
      varint(zigzag),
    ]);
  }
  const bytes = type === 'string' ? Buffer.from(item) : encode(type, item);
  const tag = varint(BigInt((field << 3) | BYTES));
  return Buffer.concat([tag, varint(BigInt(bytes.length)), bytes]);
}

function varint(value) {
  const bytes = [];
  let rest = value;
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  return Buffer.from([...bytes, Number(rest)]);
}

/** Throws RangeError for bytes that end too early or are of no known kind. */
export function decode(message, buffer) {
  const byNumber = new Map();
  const value = {};
  for (const [name, [field, type, repeated]] of Object.entries(message)) {
    byNumber.set(field, [name, type, repeated]);
    if (repeated) value[name] = [];
    else value[name] = type === 'sint64' ? 0 : '';
  }
  const reader = { buffer, at: 0 };
  while (reader.at < buffer.length) {
    const tag = Number(readVarint(reader));
    const raw = readRaw(reader, tag & 7);
    const known = byNumber.get(tag >> 3);
    if (!known) continue; // a newer client may send more
    const [name, type, repeated] = known;
    const item = interpret(type, raw);
    if (repeated) value[name].push(item);
    else value[name] = item;
  }
  return value;
}

function readRaw(reader, wireType) {
  if (wireType === VARINT) return readVarint(reader);
  const lengths = { 1: 8, 5: 4 };
  const length =
    wireType === BYTES ? Number(readVarint(reader)) : lengths[wireType];
  const end = reader.at + length;
  if (!(end <= reader.buffer.length)) throw new RangeError('message cut short');
  const bytes = reader.buffer.subarray(reader.at, end);
  reader.at = end;
  return bytes;
}

function readVarint(reader) {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    if (reader.at >= reader.buffer.length) break;
    const byte = reader.buffer[reader.at];
    reader.at += 1;
    value |= BigInt(byte & 127) << shift;
    if (byte < 128) return value;
  }
  throw new RangeError('message cut short');
}

function interpret(type, raw) {
  const wantsVarint = type === 'sint64';
  if (wantsVarint !== (typeof raw === 'bigint')) {
    throw new RangeError('field has the wrong wire type');
  }
  if (wantsVarint) return Number(BigInt.asIntN(64, (raw >> 1n) ^ -(raw & 1n)));
  return type === 'string' ? raw.toString('utf8') : decode(type, raw);
}
