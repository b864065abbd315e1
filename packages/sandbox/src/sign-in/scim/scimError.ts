import { Types } from 'scimmy';

/** The keywords of RFC 7644 §3.12 that this server answers with. */
type ScimType = 'invalidFilter' | 'invalidValue' | 'mutability' | 'uniqueness';

/** An answer that says no, as SCIM does. */
export function refuse(
  status: number,
  detail: string,
  scimType?: ScimType,
): Error {
  // The constructor's declared type wants a text, its code takes null as well.
  return new Types.Error(status, scimType ?? (null as never), detail);
}

/** The body of an answer that says no. */
export function errorBody(status: number, detail: string, scimType?: string) {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    ...(scimType && { scimType }),
    detail,
  };
}
