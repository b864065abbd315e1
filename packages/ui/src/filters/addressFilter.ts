/** How the value of one filter stands in the address: as parameters of one name. */
export interface AddressFilter<Value> {
  name: string;
  fromAddress: (values: string[]) => Value;
  /** Nothing for a filter that narrows nothing. */
  toAddress: (value: Value) => string[];
}

/** One value, empty for none: `q=payment`. */
export const oneInAddress = (name: string): AddressFilter<string> => ({
  name,
  fromAddress: ([first = '']) => first,
  toAddress: value => (value ? [value] : []),
});

/** Whether: `drifted=true`. */
export const flagInAddress = (name: string): AddressFilter<boolean> => ({
  name,
  fromAddress: ([first]) => first === 'true',
  toAddress: value => (value ? ['true'] : []),
});

/**
 * Any of several values: `owner=a&owner=b`.
 *
 * @param choices - those there are, in the order they have; others in an address are left out.
 */
export const anyInAddress = <Value extends string>(
  name: string,
  choices?: Value[],
): AddressFilter<Value[]> => ({
  name,
  fromAddress: values =>
    choices?.filter(choice => values.includes(choice)) ?? (values as Value[]),
  toAddress: values => values,
});
