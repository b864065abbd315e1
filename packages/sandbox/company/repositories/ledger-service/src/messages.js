// The messages of api/ledger.proto: name -> [field number, type, repeated].
const Line = {
  account: [1, 'string'],
  minor: [2, 'sint64'],
  currency: [3, 'string'],
};
export const PostRequest = {
  reference: [1, 'string'],
  description: [2, 'string'],
  lines: [3, Line, 'repeated'],
};
export const ReverseRequest = {
  reference: [1, 'string'],
  reason: [2, 'string'],
};
export const Entry = {
  number: [1, 'sint64'],
  reference: [2, 'string'],
  description: [3, 'string'],
  lines: [4, Line, 'repeated'],
  postedAt: [5, 'string'],
};
export const BalanceRequest = {
  account: [1, 'string'],
  currency: [2, 'string'],
};
export const BalanceReply = { minor: [1, 'sint64'], asOf: [2, 'sint64'] };
