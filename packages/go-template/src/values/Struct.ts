import type { Value, ValueMap } from './values';

/** What has a fixed set of fields, and is true even when all of them are empty. */
export class Struct {
  readonly fields: ValueMap;

  constructor(fields: ValueMap) {
    this.fields = fields;
  }
}

/** A map whose entries are all of one type: what is missing is that type's empty value, and not nothing. */
export class TypedMap {
  readonly entries: ValueMap;
  readonly empty: Value;

  constructor(entries: ValueMap, empty: Value) {
    this.entries = entries;
    this.empty = empty;
  }
}
