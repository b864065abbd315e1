import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { Entry, EntryStore } from './EntryStore.ts';

/** The models that end when the grant they were given under is revoked. */
const GRANTED = new Set(['AccessToken', 'AuthorizationCode', 'RefreshToken']);

/** Lets oidc-provider keep its models in the store. */
export function createAdapter(store: EntryStore): (model: string) => Adapter {
  return model => ({
    async upsert(id, payload, expiresIn) {
      const expiresAt = expiresIn ? Date.now() + expiresIn * 1000 : undefined;
      await store.put({ model, id, payload, expiresAt });
    },
    async find(id) {
      return store.get(model, id)?.payload;
    },
    async findByUid(uid) {
      return only(store, model, payload => payload.uid === uid);
    },
    async findByUserCode(userCode) {
      return only(store, model, payload => payload.userCode === userCode);
    },
    async consume(id) {
      const entry = store.get(model, id);
      if (entry) {
        const consumed = Math.floor(Date.now() / 1000);
        await store.put({ ...entry, payload: { ...entry.payload, consumed } });
      }
    },
    async destroy(id) {
      await store.delete(model, id);
    },
    async revokeByGrantId(grantId) {
      const isPart = (entry: Entry) =>
        GRANTED.has(entry.model) && entry.payload.grantId === grantId;
      const entries = store.find(isPart);
      await Promise.all(entries.map(part => store.delete(part.model, part.id)));
    },
  });
}

function only(
  store: EntryStore,
  model: string,
  matches: (payload: AdapterPayload) => boolean,
): AdapterPayload | undefined {
  const isMatch = (entry: Entry) =>
    entry.model === model && matches(entry.payload);
  return store.find(isMatch)[0]?.payload;
}
